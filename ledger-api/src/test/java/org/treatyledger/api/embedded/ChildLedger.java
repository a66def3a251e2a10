package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A ledger process for tests to kill: starts the database of a home, says so, and waits for the end of its input. */
final class ChildLedger {

    /** Begins the one line that is the answer. */
    static final String ANSWER = "ledger:";

    private ChildLedger() {}

    /**
     * Prints the process numbers of PostgreSQL and its watchdog, then the JDBC address and password, on one line; or
     * why it was refused, and exits with 3.
     */
    public static void main(String[] home) throws IOException {
        try (var postgres = EmbeddedPostgres.start(Path.of(home[0]))) {
            System.out.println(ANSWER + " " + postgres.pid() + " " + postgres.watchdogPid() + " " + postgres.jdbcUrl()
                    + " " + postgres.password());
            while (System.in.read() >= 0) {}
        } catch (EmbeddedPostgresException e) {
            System.out.println(ANSWER + " " + e.getMessage());
            System.exit(3);
        }
    }
}
