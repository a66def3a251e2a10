package org.treatyledger.projections.register;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.vocabulary.Participants;

/** The register over its tables, which a bean of the name {@code migrated} has made. */
@Configuration(proxyBeanMethods = false)
class RegisterConfig {

    @Bean
    @DependsOn("migrated")
    RegisterRows registerRows(DataSource database, EntryCodec codec) {
        return new RegisterRows(new JdbcTemplate(database), codec);
    }

    @Bean
    Register register(RegisterRows rows, PlatformTransactionManager transactions, Participants participants) {
        return new Register(rows, new TransactionTemplate(transactions), participants);
    }
}
