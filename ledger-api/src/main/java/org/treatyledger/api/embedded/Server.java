package org.treatyledger.api.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A running PostgreSQL server and the shell that watches over it.
 *
 * <p>The shell reads a pipe that this JVM holds open and writes nothing to. However the JVM dies, the pipe closes, and
 * the shell tells PostgreSQL to stop. It has a session of its own, so that Ctrl-C reaches the ledger first and the
 * database last.
 *
 * @param watchdog the shell; PostgreSQL is its child
 * @param pid PostgreSQL's process
 * @param port where it listens, on 127.0.0.1 only
 * @param data the folder it serves
 */
record Server(Process watchdog, long pid, int port, Path data) {

    private static final String WATCH = """
            log=$1
            shift
            umask 077
            "$@" </dev/null >>"$log" 2>&1 &
            server=$!
            trap '' INT TERM HUP
            echo "$server"
            cat >/dev/null
            kill -INT "$server" 2>/dev/null
            wait "$server"
            """;

    /** Without {@code setsid} (macOS), the shell's job control gives PostgreSQL a process group of its own. */
    private static final String JOB_CONTROL = "set -m\n";

    private static final int ATTEMPTS = 5;

    /** Long, because a server that crashed replays its log first, and a slow disk may need minutes. */
    private static final Duration READY_LIMIT = Duration.ofMinutes(5);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);

    /** Starts a server on a free port; if someone else takes that port in the meantime, on another. */
    static Server start(DatabaseFolder database, Binaries binaries, ServerUser user) throws IOException {
        for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
            var logStart = Files.exists(database.log()) ? Files.size(database.log()) : 0;
            var server = launch(database, binaries, user, freePort());
            if (server.awaitReady()) {
                return server;
            }
            server.stop();
            var said = said(database.log(), logStart);
            if (!said.contains("could not create any TCP/IP sockets")) {
                throw new EmbeddedPostgresException("PostgreSQL did not start on " + database.data() + ": "
                        + reason(said) + " See " + database.log() + ".");
            }
        }
        throw new EmbeddedPostgresException("PostgreSQL found no free port on 127.0.0.1 in " + ATTEMPTS + " attempts.");
    }

    /** Starts a server on the port of one that has died, after whatever it left has been cleared. */
    static Server restart(DatabaseFolder database, Binaries binaries, ServerUser user, int port) throws IOException {
        Postmaster.clear(database.data());
        var server = launch(database, binaries, user, port);
        if (!server.awaitReady()) {
            server.stop();
            throw new EmbeddedPostgresException("PostgreSQL did not come back; see " + database.log() + ".");
        }
        return server;
    }

    private static Server launch(DatabaseFolder database, Binaries binaries, ServerUser user, int port)
            throws IOException {
        var ownSession = Command.isThere("setsid");
        var command = new ArrayList<>(ownSession ? List.of("setsid") : List.<String>of());
        command.addAll(List.of("sh", "-c", (ownSession ? "" : JOB_CONTROL) + WATCH, "ledger-postgres-watchdog"));
        command.add(database.log().toString());
        command.addAll(user.command(postgres(binaries, database.data(), port)));
        var watchdog = Command.builder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var line = watchdog.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new EmbeddedPostgresException("The shell sh, which watches over PostgreSQL, could not be started.");
        }
        return new Server(watchdog, Long.parseLong(line.strip()), port, database.data());
    }

    /** Settings stand on the command line, where no file in the data folder can weaken them. */
    private static List<String> postgres(Binaries binaries, Path data, int port) {
        var settings = Stream.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "password_encryption=scram-sha-256",
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "shared_buffers=256MB",
                        "max_connections=100",
                        "logging_collector=off",
                        "log_destination=stderr",
                        "log_line_prefix=%m [%p] ",
                        "log_timezone=UTC",
                        "timezone=UTC")
                .flatMap(setting -> Stream.of("-c", setting));
        var server = Stream.of(binaries.program("postgres"), "-D", data.toString(), "-p", Integer.toString(port));
        return Stream.concat(server, settings).toList();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            return socket.getLocalPort();
        }
    }

    private boolean awaitReady() {
        var answered = Deadline.await(READY_LIMIT, () -> isReady() || !ObservedProcess.isRunning(pid));
        return answered && isReady();
    }

    private boolean isReady() {
        return PostmasterFile.read(data)
                .filter(file -> file.pid() == pid && file.port() == port && file.ready())
                .isPresent();
    }

    private static String said(Path log, long from) throws IOException {
        try (var file = Files.newInputStream(log)) {
            file.skipNBytes(from);
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String reason(String said) {
        return said.lines()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("postgres:"))
                .reduce((earlier, later) -> later)
                .map(line -> line.replaceFirst("^.*?(FATAL|PANIC): *", "") + ".")
                .orElse("it ended without a reason.");
    }

    /** Kills PostgreSQL and its children, as a crash would. */
    void crash() {
        if (isRunning()) {
            Postmaster.kill(pid);
        }
    }

    /** Asked anew before each signal: once PostgreSQL is gone, its number may become a stranger's. */
    boolean isRunning() {
        return ObservedProcess.look(pid)
                .filter(process -> process.serviceOf(data) == ObservedProcess.Service.OURS)
                .isPresent();
    }

    /** Stops PostgreSQL, then the shell, within about 9 s in the worst case; harmless if either is gone already. */
    void stop() throws IOException {
        try {
            watchdog.getOutputStream().close();
        } catch (IOException e) {
            // The shell was killed; its pipe is broken and PostgreSQL may still run.
        }
        var told = watchdog.isAlive();
        if (told) {
            Deadline.await(STOP_LIMIT, () -> !watchdog.isAlive());
        }
        if (isRunning()) {
            if (told) {
                Postmaster.stopAtOnce(pid);
            } else {
                Postmaster.stop(pid);
            }
        }
        Deadline.await(Duration.ofSeconds(1), () -> !watchdog.isAlive());
        watchdog.destroyForcibly();
    }
}
