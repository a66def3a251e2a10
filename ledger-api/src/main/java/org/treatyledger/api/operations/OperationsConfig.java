package org.treatyledger.api.operations;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.projections.register.Rebuild;
import org.treatyledger.projections.register.Register;

/** The rebuild of the register from the log beside it. */
@Configuration(proxyBeanMethods = false)
class OperationsConfig {

    @Bean
    Rebuild rebuild(
            EventLog log,
            Register register,
            DataSource database,
            EntryCodec codec,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new Rebuild(
                log,
                register,
                database,
                codec,
                new TransactionTemplate(transactions),
                clock,
                LogUnavailable.class::isInstance);
    }
}
