package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treatyledger.api.log.SampleAppends.append;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Appended.AlreadyRecorded;
import org.treatyledger.core.log.Appended.Recorded;

/** What becomes of an append when its database fails under it. */
@NullUnmarked
class PostgresEventLogFailureTest {

    @RegisterExtension
    static final TestDatabase TEST_DATABASE = new TestDatabase();

    private static final String ROME = "treaty/rome-statute";

    private final EntryCodec codec = new EntryCodec();
    private final Clock clock = Clock.systemUTC();
    private DataSource database;
    private PostgresEventLog log;

    @BeforeEach
    void anEmptyLog() {
        database = TEST_DATABASE.fresh();
        log = new PostgresEventLog(database, clock, codec);
    }

    @Test
    void whenTheAnswerToTheCommitIsLost_thenLogUnavailableAndTheRepetitionFindsTheReceipt() {
        var unlucky = new PostgresEventLog(losingTheAnswerOnce(database), clock, codec);

        assertThatThrownBy(() -> unlucky.append(append(ROME, 0, "a"))).isInstanceOf(LogUnavailable.class);
        assertThat(unlucky.append(append(ROME, 0, "a"))).isInstanceOf(AlreadyRecorded.class);
        assertThat(log.head().size()).isOne();
    }

    private static DataSource losingTheAnswerOnce(DataSource database) {
        var lost = new AtomicBoolean();
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                var connection = super.getConnection();
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                            try {
                                var result = method.invoke(connection, arguments);
                                if (method.getName().equals("commit") && lost.compareAndSet(false, true)) {
                                    throw new SQLException("the connection broke", "08006");
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
            }
        };
    }

    @Test
    void whenTheServerEndsTheConnectionOfAWaitingAppend_thenLogUnavailableAndTheNextAppendWorks() throws Exception {
        try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("select size from ledger.head for update");
            var failure = new AtomicInteger();
            var waiting = Thread.ofVirtual().start(() -> {
                try {
                    log.append(append(ROME, 0, "a"));
                } catch (LogUnavailable e) {
                    failure.incrementAndGet();
                }
            });
            terminateWhoeverWaits();
            waiting.join();
            assertThat(failure).hasValue(1);
            other.rollback();
        }
        assertThat(log.append(append(ROME, 0, "a"))).isEqualTo(new Recorded(0, 0, 1));
    }

    private void terminateWhoeverWaits() {
        var terminate = """
                select count(pg_terminate_backend(pid))
                  from pg_stat_activity
                 where datname = current_database()
                   and wait_event_type = 'Lock'
                """;
        var deadline = Instant.now().plusSeconds(10);
        var terminated = 0L;
        while (terminated == 0 && Instant.now().isBefore(deadline)) {
            terminated =
                    JdbcClient.create(database).sql(terminate).query(Long.class).single();
        }
        assertThat(terminated).isOne();
    }

    @Test
    void givenSomebodyHoldsTheHead_whenConnectionsWaitNoLonger_thenLogUnavailableUntilItIsFree() throws SQLException {
        var settings = new HikariConfig();
        ((HikariDataSource) database).copyStateTo(settings);
        settings.addDataSourceProperty("options", "-c lock_timeout=200ms");
        try (var impatient = new HikariDataSource(settings);
                var other = database.getConnection()) {
            var waiting = new PostgresEventLog(impatient, clock, codec);
            waiting.append(append(ROME, 0, "a"));
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute("select from ledger.head for update");
                assertThatThrownBy(() -> waiting.append(append(ROME, 1, "b"))).isInstanceOf(LogUnavailable.class);
                assertThatThrownBy(() -> waiting.append(append(ROME, 1, "b")))
                        .as("the same where nothing is remembered")
                        .isInstanceOf(LogUnavailable.class);
                other.rollback();
            }

            assertThat(waiting.append(append(ROME, 1, "b"))).isInstanceOf(Recorded.class);
        }
    }

    @Test
    void whenTheLedgerRuns_thenItsConnectionsWaitTenSecondsForALock() {
        var pool = RunningLedger.empty().bean("dataSource", DataSource.class);

        assertThat(JdbcClient.create(pool)
                        .sql("show lock_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("10s");
    }

    @Test
    void whenTheDatabaseCannotBeReached_thenLogUnavailableForReadersToo() {
        var unreachable = new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("nobody listens there", "08001");
            }
        };
        var lost = new PostgresEventLog(unreachable, clock, codec);

        assertThatThrownBy(() -> lost.append(append(ROME, 0, "a"))).isInstanceOf(LogUnavailable.class);
        assertThatThrownBy(() -> lost.read(0, 1)).isInstanceOf(LogUnavailable.class);
        assertThatThrownBy(lost::head).isInstanceOf(LogUnavailable.class);
    }

    @Test
    void whenTheDatabaseRefusesARequest_thenThatIsAnErrorOfOurs() {
        var tooLongAStream = append("s".repeat(201), 0, "a");

        assertThatThrownBy(() -> log.append(tooLongAStream))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseInstanceOf(SQLException.class);
    }
}
