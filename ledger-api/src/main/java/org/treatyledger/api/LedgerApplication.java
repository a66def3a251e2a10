package org.treatyledger.api;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The whole ledger in one process: API, pages, projections, and the database unless another is named. */
@SpringBootApplication(
        scanBasePackages = {
            "org.treatyledger.api",
            "org.treatyledger.projections.live",
            "org.treatyledger.projections.register",
            "org.treatyledger.projections.web"
        })
@ConfigurationPropertiesScan
public class LedgerApplication {

    /** Starts the ledger; its settings come from the environment (README). */
    public static void main(String[] arguments) {
        SpringApplication.run(LedgerApplication.class, arguments);
    }
}
