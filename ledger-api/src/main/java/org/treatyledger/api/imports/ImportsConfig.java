package org.treatyledger.api.imports;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.axon.LedgerGateway;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.projections.register.Migrations;
import org.treatyledger.projections.register.Register;

/** Imports, with a schema and a history of migrations of their own: neither the record nor a projection of it. */
@Configuration(proxyBeanMethods = false)
class ImportsConfig {

    @Bean
    ImportRows importRows(DataSource database, EventLog migratedLog) {
        Migrations.run(database, "imports");
        return new ImportRows(new JdbcTemplate(database));
    }

    @Bean(destroyMethod = "close")
    Imports imports(ImportRows rows, LedgerGateway gateway, EventLog log, Register register, Clock clock) {
        return new Imports(rows, gateway, log, register, clock);
    }
}
