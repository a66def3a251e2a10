package org.treatyledger.api.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class EmbeddedPostgresTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    /** One home for all: creating it takes seconds, and every test leaves it stopped and whole. */
    @TempDir
    private static Path home;

    @Test
    void givenARecordedRow_whenClosedAndStartedAgain_thenTheRowIsThere() throws SQLException {
        long first;
        try (var postgres = EmbeddedPostgres.start(home)) {
            first = postgres.pid();
            record(postgres, "restart");
        }
        assertThat(ObservedProcess.isRunning(first)).isFalse();
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(has(postgres, "restart")).isTrue();
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "password_encryption, scram-sha-256",
        "server_encoding, UTF8",
        "shared_buffers, 256MB",
        "max_connections, 100",
    })
    void givenARunningDatabase_whenAskedForItsSettings_thenTheyAreDurableAndPrivate(String setting, String value)
            throws Exception {
        try (var postgres = EmbeddedPostgres.start(home)) {
            // Some settings are shown to the superuser only.
            var password = Files.readString(home.resolve("postgres/superuser-password"))
                    .strip();
            assertThat(answer(postgres.jdbcUrl(), "postgres", password, "show " + setting))
                    .isEqualTo(value);
        }
    }

    @Test
    void givenARunningDatabase_whenTheLedgerEnters_thenItOwnsItsDatabaseAndIsNoSuperuser() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(answer(postgres, "select pg_get_userbyid(datdba) from pg_database where datname = 'ledger'"))
                    .isEqualTo(postgres.user());
            assertThat(answer(postgres, "show is_superuser")).isEqualTo("off");
        }
    }

    @Test
    void givenARunningDatabase_whenAskedForItsRulesOfEntry_thenNobodyIsTrustedWithoutAPassword() throws IOException {
        EmbeddedPostgres.start(home).close();
        var rules = Files.readAllLines(home.resolve("postgres/data/pg_hba.conf")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(rules).isNotEmpty().allMatch(line -> line.endsWith("scram-sha-256"));
        for (var secret : List.of("password", "superuser-password")) {
            var permissions =
                    Files.getPosixFilePermissions(home.resolve("postgres").resolve(secret));
            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        }
    }

    @ParameterizedTest(name = "as {0}")
    @CsvSource({"ledger", "postgres"})
    void givenARunningDatabase_whenEnteredWithAWrongPassword_thenRefused(String user) {
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), user, "wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void givenALostPasswordFile_whenStarted_thenANewPasswordOpensTheSameDatabase() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home)) {
            record(postgres, "password");
        }
        Files.delete(home.resolve("postgres/password"));
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(has(postgres, "password")).isTrue();
        }
    }

    @Test
    void givenACommittedRow_whenPostgresIsKilledAndStartedAgain_thenTheRowIsThere() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home)) {
            record(postgres, "crash");
            postgres.crash();
            assertThat(ObservedProcess.isRunning(postgres.pid())).isFalse();
        }
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(has(postgres, "crash")).isTrue();
        }
    }

    @Test
    void givenALedgerProcess_whenItIsKilled_thenPostgresEndsAndTheNextStartHasItsRows() throws Exception {
        try (var child = Child.start(home)) {
            child.record("killed");
            child.process().destroyForcibly();
            assertThat(Deadline.await(SOON, () -> !ObservedProcess.isRunning(child.postgres())))
                    .isTrue();
            assertThat(ObservedProcess.workingIn(home.toRealPath().resolve("postgres/data")))
                    .isEmpty();
        }
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(has(postgres, "killed")).isTrue();
        }
    }

    @Test
    void givenAnOrphanOfAKilledLedgerAndWatchdog_whenStarted_thenItIsReplacedAndItsRowsAreThere() throws Exception {
        try (var child = Child.start(home)) {
            child.record("orphan");
            kill(child.watchdog());
            child.process().destroyForcibly().waitFor();
            assertThat(ObservedProcess.isRunning(child.postgres()))
                    .as("control: it is an orphan")
                    .isTrue();
            try (var postgres = EmbeddedPostgres.start(home)) {
                assertThat(ObservedProcess.isRunning(child.postgres())).isFalse();
                assertThat(has(postgres, "orphan")).isTrue();
            }
        }
    }

    @Test
    void givenLedgerWatchdogAndPostgresAllKilled_whenStarted_thenTheDeadProcessIsNoObstacle() throws Exception {
        try (var child = Child.start(home)) {
            child.record("all killed");
            kill(child.watchdog());
            child.process().destroyForcibly().waitFor();
            // Nobody may be there to reap it: then it stays as a zombie, which PostgreSQL itself takes for a live
            // server.
            kill(child.postgres());
        }
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThat(has(postgres, "all killed")).isTrue();
        }
    }

    @Test
    void givenAKilledWatchdog_whenTheDatabaseIsClosed_thenPostgresEndsAllTheSame() {
        var postgres = EmbeddedPostgres.start(home);
        kill(postgres.watchdogPid());
        assertThat(ObservedProcess.isRunning(postgres.pid())).isTrue();
        postgres.close();
        assertThat(ObservedProcess.isRunning(postgres.pid())).isFalse();
    }

    @Test
    void givenAnInterruptedThread_whenItClosesTheDatabase_thenPostgresEndsAndTheThreadStaysInterrupted() {
        var postgres = EmbeddedPostgres.start(home);
        kill(postgres.watchdogPid());
        Thread.currentThread().interrupt();
        postgres.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(ObservedProcess.isRunning(postgres.pid())).isFalse();
    }

    @Test
    void givenAClosedDatabase_whenClosedAgainAfterANewStart_thenTheNewOneIsUntouched() throws SQLException {
        var earlier = EmbeddedPostgres.start(home);
        earlier.close();
        try (var postgres = EmbeddedPostgres.start(home)) {
            earlier.close();
            record(postgres, "closed twice");
            assertThatThrownBy(() -> EmbeddedPostgres.start(home)).isInstanceOf(EmbeddedPostgresException.class);
        }
    }

    @Test
    void givenADeadServersNumberTakenByAnotherProgram_whenStarted_thenThatProgramIsLeftAlone() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home)) {
            record(postgres, "number taken");
            postgres.crash();
        }
        var file = home.resolve("postgres/data/postmaster.pid");
        var lines = Files.readAllLines(file);
        var other = new ProcessBuilder("sleep", "60").start();
        try {
            lines.set(0, Long.toString(other.pid()));
            Files.write(file, lines);
            try (var postgres = EmbeddedPostgres.start(home)) {
                assertThat(has(postgres, "number taken")).isTrue();
                assertThat(other.isAlive()).isTrue();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void givenARunningLedger_whenASecondStartsInTheSameProcess_thenRefusedByNameOfTheHome() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(home))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("Another ledger is running on the home " + home.toRealPath());
            record(postgres, "first of two");
        }
    }

    @Test
    void givenARunningLedger_whenAnotherProcessStartsOnItsHome_thenRefusedAndTheFirstGoesOn() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home)) {
            // A refusal in this process must not give the lock away to another process.
            assertThatThrownBy(() -> EmbeddedPostgres.start(home)).isInstanceOf(EmbeddedPostgresException.class);
            try (var child = Child.start(home)) {
                assertThat(child.said()).contains("Another ledger is running on the home " + home.toRealPath());
                assertThat(child.process().waitFor()).isEqualTo(3);
            }
            record(postgres, "first of two processes");
        }
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource({
        "Linux,    amd64,   /postgres-linux-x86_64",
        "Linux,    aarch64, /postgres-linux-arm_64",
        "Mac OS X, x86_64,  /postgres-darwin-x86_64",
        "Mac OS X, aarch64, /postgres-darwin-arm_64",
    })
    void givenAMachine_whenItsProgramsAreSought_thenByTheNameTheArchiveHas(String system, String arch, String name) {
        assertThat(Binaries.archiveName(system, arch)).startsWith(name).endsWith(".txz");
    }

    private static void record(EmbeddedPostgres postgres, String what) throws SQLException {
        record(postgres.jdbcUrl(), postgres.password(), what);
    }

    private static void record(String url, String password, String what) throws SQLException {
        try (var connection = DriverManager.getConnection(url, "ledger", password);
                var statement = connection.createStatement()) {
            statement.execute("create table if not exists act (what text)");
            statement.execute("insert into act values ('" + what + "')");
        }
    }

    private static boolean has(EmbeddedPostgres postgres, String what) throws SQLException {
        return answer(postgres, "select count(*) from act where what = '" + what + "'")
                .equals("1");
    }

    private static String answer(EmbeddedPostgres postgres, String query) throws SQLException {
        return answer(postgres.jdbcUrl(), postgres.user(), postgres.password(), query);
    }

    private static String answer(String url, String user, String password, String query) throws SQLException {
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        assertThat(Deadline.await(SOON, () -> !ObservedProcess.isRunning(pid))).isTrue();
    }

    /** A ledger in a JVM of its own, and what it said first. */
    private record Child(Process process, String said) implements AutoCloseable {

        static Child start(Path home) throws IOException {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ChildLedger.class.getName(),
                            home.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // The logger may print to standard output too; the answer is marked.
            var said = process.inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(ChildLedger.ANSWER))
                    .findFirst()
                    .orElse("nothing");
            return new Child(process, said);
        }

        long postgres() {
            return Long.parseLong(word(1));
        }

        long watchdog() {
            return Long.parseLong(word(2));
        }

        void record(String what) throws SQLException {
            EmbeddedPostgresTest.record(word(3), word(4), what);
        }

        private String word(int index) {
            return said.split(" ", -1)[index];
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
