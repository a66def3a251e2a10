package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends PostgreSQL servers: kindly, firmly, or as a crash would. */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final Duration FAST = Duration.ofSeconds(6);
    private static final Duration ORPHAN_FAST = Duration.ofSeconds(60);
    private static final Duration FIRM = Duration.ofSeconds(1);

    private Postmaster() {}

    /**
     * Stops a running server of ours within about 8 s; transactions still open are rolled back, nothing committed is
     * lost.
     */
    static void stop(long pid) {
        stop(pid, FAST);
    }

    /**
     * Makes sure that nobody serves {@code data} any more: stops a server that outlived its ledger, and marks the trace
     * of a dead one as such.
     *
     * @throws EmbeddedPostgresException if the process named there is neither provably ours nor provably something else
     */
    static void clear(Path data) throws IOException {
        var file = PostmasterFile.read(data);
        if (file.isPresent()) {
            var process = ObservedProcess.look(file.get().pid());
            if (process.isPresent()) {
                settle(process.get(), data);
            }
        }
        awaitNobodyIn(data);
        PostmasterFile.disown(data);
    }

    private static void settle(ObservedProcess process, Path data) {
        switch (process.serviceOf(data)) {
            case OURS -> {
                LOG.warn("Stopping the database process {} that an earlier ledger left on {}", process.pid(), data);
                stop(process.pid(), ORPHAN_FAST);
            }
            case NOT_OURS ->
                LOG.info("Process {} has the number of a dead database server but is another program", process.pid());
            case UNKNOWN ->
                throw new EmbeddedPostgresException("Process " + process.pid() + ", named in "
                        + data.resolve("postmaster.pid")
                        + ", may be a database server on that folder but cannot be inspected: stop it if it is one,"
                        + " otherwise delete that file, then start again.");
        }
    }

    /** Processes of a server that died without them end by themselves in a moment; the data is theirs until then. */
    static void awaitNobodyIn(Path data) {
        if (!Deadline.await(FAST, () -> ObservedProcess.workingIn(data).isEmpty())) {
            throw new EmbeddedPostgresException("Processes still work in " + data + ": "
                    + ObservedProcess.workingIn(data).stream()
                            .map(it -> it.pid() + " (" + it.command() + ")")
                            .toList()
                    + "; stop them, then start again.");
        }
    }

    private static void stop(long pid, Duration fast) {
        signal(pid, "INT");
        if (!gone(pid, fast)) {
            stopAtOnce(pid);
        }
    }

    /** Stops a server that did not stop when told to, within about 2 s: it will recover from its log. */
    static void stopAtOnce(long pid) {
        LOG.warn(
                "Database process {} does not stop, so it is told to stop at once; it will recover at its next start",
                pid);
        signal(pid, "QUIT");
        if (!gone(pid, FIRM)) {
            kill(pid);
        }
    }

    /** Kills a server and all its processes without warning; returns once they are gone. */
    static void kill(long pid) {
        var all = ProcessHandle.of(pid).stream()
                .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        if (!Deadline.await(FIRM, () -> all.stream().noneMatch(it -> ObservedProcess.isRunning(it.pid())))) {
            throw new EmbeddedPostgresException(
                    "Database process " + pid + " cannot be killed: end it yourself before the next start.");
        }
    }

    private static boolean gone(long pid, Duration limit) {
        return Deadline.await(limit, () -> !ObservedProcess.isRunning(pid));
    }

    /** {@link ProcessHandle#destroy} sends TERM, on which PostgreSQL waits for every client to leave. */
    private static void signal(long pid, String name) {
        Command.run(FIRM, List.of("sh", "-c", "kill -" + name + " \"$0\"", Long.toString(pid)));
    }
}
