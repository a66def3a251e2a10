package org.treatyledger.api.standalone;

import java.util.List;
import org.treatyledger.api.embedded.EmbeddedPostgres;

/** What the standalone projections need to run on this module's class path. */
public final class StandaloneSettings {

    /** What is on the class path of this module only; Flyway is left out as in the process's own settings. */
    private static final String NOT_IN_ITS_JAR = String.join(
            ",",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration");

    /** The argument without which it would start with parts that its own jar does not have. */
    public static final String WITHOUT_THIS_MODULE = "--spring.autoconfigure.exclude=" + NOT_IN_ITS_JAR;

    private StandaloneSettings() {}

    /** Arguments for one with those rows, following that log. */
    public static List<String> of(EmbeddedPostgres rows, int port, String log) {
        return List.of(
                "--server.port=" + port,
                WITHOUT_THIS_MODULE,
                "--spring.jmx.enabled=false",
                "--spring.datasource.url=" + rows.jdbcUrl(),
                "--spring.datasource.username=" + rows.user(),
                "--spring.datasource.password=" + rows.password(),
                "--ledger.log.url=" + log);
    }
}
