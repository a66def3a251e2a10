package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.UnpackedPostgres;

/**
 * The control of {@link CrashDrillTest}: the same clients and the same kill of PostgreSQL, behind the back of a ledger
 * whose database no longer flushes before it answers. It has to lose what it acknowledged, and the drill has to see it.
 * Rounds: {@code -Dledger.crash.control}, without which it is left out.
 */
@EnabledIfSystemProperty(named = "ledger.crash.control", matches = "[1-9][0-9]*")
@Timeout(3_600)
class AsynchronousCommitTest {

    private static final int CLIENTS = 64;
    private static final Duration LOAD = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger("org.treatyledger.drill");

    private final int rounds = Integer.getInteger("ledger.crash.control", 0);

    @Test
    void givenADatabaseThatAnswersBeforeItFlushes_whenItIsKilled_thenTheDrillFindsThatAcknowledgedCommandsAreLost(
            @TempDir Path home) throws Exception {
        var acknowledged = 0;
        var lost = 0L;
        var lossy = 0;
        for (var round = 0; round < rounds; round++) {
            try (var database = EmbeddedPostgres.start(UnpackedPostgres.in(home.resolve("database-" + round)))) {
                database.keepRunning();
                var found = round(home.resolve("ledger-" + round), database);
                acknowledged += found.acknowledged();
                lost += found.lost();
                lossy += found.lost() > 0 ? 1 : 0;
            }
        }
        LOG.log(
                System.Logger.Level.INFO,
                "With synchronous_commit off, {0} of {1} kills of PostgreSQL lost something: {2} of {3} acknowledged",
                lossy,
                rounds,
                lost,
                acknowledged);
        assertThat(lossy).as("rounds that lost something").isPositive();
    }

    private record Found(int acknowledged, long lost) {}

    private static Found round(Path home, EmbeddedPostgres database) throws IOException, InterruptedException {
        try (var ledger = new LedgerProcess(
                home,
                Map.of(
                        "LEDGER_DATABASE_URL", database.jdbcUrl(),
                        "LEDGER_DATABASE_USER", database.user(),
                        "LEDGER_DATABASE_PASSWORD", database.password()))) {
            ledger.awaitReady();
            answerBeforeFlushing(database);
            var writers = new Writers(List.of(ledger), Duration.ZERO);
            writers.start(CLIENTS);
            Writers.pause(LOAD);
            database.crash();
            writers.end();
            ledger.awaitReady();
            return new Found(writers.acknowledged(), writers.lost(ledger));
        }
    }

    /** After the ledger has looked at the setting, which it does at its start. */
    private static void answerBeforeFlushing(EmbeddedPostgres database) {
        try (var pool = TestDatabase.poolOf(database)) {
            var client = JdbcClient.create(pool);
            client.sql("alter role current_user set synchronous_commit = off").update();
            client.sql("""
                            select pg_terminate_backend(pid)
                              from pg_stat_activity
                             where usename = current_user
                               and pid <> pg_backend_pid()
                            """).query().listOfRows();
        }
    }
}
