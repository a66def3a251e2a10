package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.api.ChildClassPath;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.PreparedPostgres;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.codec.EntryCodec;

/**
 * The control of {@link CrashDrillTest}: the same clients and the same kill of PostgreSQL, behind the back of a ledger
 * whose database no longer flushes before it answers. It has to lose what it acknowledged, and the drill's own question
 * for what is lost has to find it; where the database does flush, that question has to find nothing. Rounds of each:
 * {@code -Dledger.crash.control}, without which it is left out.
 */
@Tag("drill")
@EnabledIfSystemProperty(named = "ledger.crash.control", matches = "[1-9][0-9]*")
@Timeout(3_600)
class AsynchronousCommitTest {

    private static final int CLIENTS = 64;
    private static final int PAGE = 1_000;
    private static final Duration LOAD = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger("org.treatyledger.drill");

    private final int rounds = Integer.getInteger("ledger.crash.control", 0);

    @TempDir
    private Path home;

    /** What was acknowledged in all rounds, how much of it was lost, and in how many of them. */
    private record Found(int acknowledged, int lost, int lossyRounds) {

        Found and(Found other) {
            return new Found(acknowledged + other.acknowledged, lost + other.lost, lossyRounds + other.lossyRounds);
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        LedgerProcess.prepareQuickStarts(Files.createDirectory(home.resolve("classes")));
    }

    @AfterEach
    void forgetArchive() {
        ChildClassPath.plain();
    }

    @Test
    void givenADatabaseThatAnswersBeforeItFlushes_whenItIsKilled_thenTheDrillFindsThatAcknowledgedCommandsAreLost()
            throws Exception {
        var flushing = rounds("on");
        var asynchronous = rounds("off");

        assertThat(flushing.acknowledged()).isPositive();
        assertThat(flushing.lost()).isZero();
        assertThat(asynchronous.lossyRounds()).isPositive();
    }

    private Found rounds(String synchronousCommit) throws IOException, InterruptedException {
        var all = new Found(0, 0, 0);
        for (var round = 0; round < rounds; round++) {
            var folder = Files.createDirectory(home.resolve(synchronousCommit + "-" + round));
            try (var database = EmbeddedPostgres.start(PreparedPostgres.in(folder))) {
                database.keepRunning();
                all = all.and(round(folder, database, synchronousCommit));
            }
        }
        LOG.log(
                System.Logger.Level.INFO,
                "With synchronous_commit {0}, {1} of {2} kills of PostgreSQL lost something: {3} of {4} acknowledged",
                synchronousCommit,
                all.lossyRounds(),
                rounds,
                all.lost(),
                all.acknowledged());
        return all;
    }

    private static Found round(Path folder, EmbeddedPostgres database, String synchronousCommit)
            throws IOException, InterruptedException {
        var settings = Map.of(
                "LEDGER_DATABASE_URL", database.jdbcUrl(),
                "LEDGER_DATABASE_USER", database.user(),
                "LEDGER_DATABASE_PASSWORD", database.password());
        try (var ledger = new LedgerProcess(folder, settings)) {
            ledger.awaitReady();
            set(database, synchronousCommit);
            ledger.awaitReady();
            var writers = new Writers(List.of(ledger), Duration.ZERO);
            writers.start(CLIENTS);
            Writers.pause(LOAD);
            database.crash();
            ledger.process().kill(); // so that nothing is acknowledged by the database that comes back
            writers.end();
            var lost = writers.lost(recorded(database)).size();
            return new Found(writers.acknowledged(), lost, lost > 0 ? 1 : 0);
        }
    }

    /** After the ledger has looked at the setting, which it does at its start; for connections that are made from now on. */
    private static void set(EmbeddedPostgres database, String synchronousCommit) {
        try (var pool = TestDatabase.poolOf(database)) {
            var client = JdbcClient.create(pool);
            client.sql("alter role current_user set synchronous_commit = " + synchronousCommit)
                    .update();
            client.sql("""
                            select pg_terminate_backend(pid)
                              from pg_stat_activity
                             where usename = current_user
                               and pid <> pg_backend_pid()
                            """).query().listOfRows();
        }
    }

    private static boolean answers(EmbeddedPostgres database) {
        try (var _ = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Positions by command id, as the log itself has them once the database is back. */
    private static Map<String, Long> recorded(EmbeddedPostgres database) {
        var found = new HashMap<String, Long>();
        Waiting.until(() -> answers(database));
        try (var pool = TestDatabase.poolOf(database)) {
            var log = new PostgresEventLog(pool, Clock.systemUTC(), new EntryCodec());
            for (var page = log.read(0, PAGE); !page.isEmpty(); page = log.read(found.size(), PAGE)) {
                page.forEach(entry -> found.put(entry.commandId(), entry.position()));
            }
        }
        return found;
    }
}
