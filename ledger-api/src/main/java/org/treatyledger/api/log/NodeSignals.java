package org.treatyledger.api.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes on the same database that something was appended, and is told by them (PostgreSQL's {@code NOTIFY}).
 * A hint to look, no more: whoever follows the log looks by itself too, each second.
 *
 * <p>The word is sent by a connection and a thread of its own, once for all groups that were committed meanwhile: within a
 * commit it would cost the append most of its speed.
 */
public final class NodeSignals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeSignals.class);
    private static final String CHANNEL = "ledger_appended";

    /** Words sent at most each so many milliseconds; the first of a pause at once. */
    private static final Duration GAP = Duration.ofMillis(10);

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(1);
    private static final int LISTENING_MILLIS = 5_000;
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(1);

    private final DataSource database;
    private final Duration patienceAtTheEnd;
    private final String node = UUID.randomUUID().toString();
    private final Semaphore appended = new Semaphore(0);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Thread> threads;
    private volatile boolean closed;

    /** Signals over that database, whose driver must be PostgreSQL's; both threads start at once. */
    public NodeSignals(DataSource database) {
        this(database, PATIENCE_AT_THE_END);
    }

    /** The same with that patience for each of the threads at {@link #close}. */
    NodeSignals(DataSource database, Duration patienceAtTheEnd) {
        this.database = database;
        this.patienceAtTheEnd = patienceAtTheEnd;
        this.threads = List.of(
                Thread.ofVirtual().name("signals-out").start(() -> untilClosed(this::send)),
                Thread.ofVirtual().name("signals-in").start(() -> untilClosed(this::listen)));
    }

    /** This node has appended something. */
    public void appended() {
        appended.release();
    }

    /** Calls the listener when another node has appended something, or may have while nobody listened. */
    public void onSignal(Runnable listener) {
        listeners.add(listener);
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException, InterruptedException;
    }

    private void untilClosed(Work work) {
        while (!closed) {
            try (var connection = database.getConnection()) {
                work.on(connection);
            } catch (SQLException e) {
                LOG.debug("No signals between nodes for a moment: {}", e.toString());
                if (!closed) {
                    pause(BEFORE_ANOTHER_TRY);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    private void send(Connection connection) throws SQLException, InterruptedException {
        try (var notify = connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
            notify.setString(1, node);
            while (!closed) {
                appended.acquire();
                appended.drainPermits();
                notify.execute();
                Thread.sleep(GAP);
            }
            notify.execute(); // so that this node's own listener ends too
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            tell(); // what was said before is lost
            while (!closed) {
                var heard = connection.unwrap(PGConnection.class).getNotifications(LISTENING_MILLIS);
                for (var notification : heard) {
                    if (!notification.getParameter().equals(node)) {
                        tell();
                        break;
                    }
                }
            }
            statement.execute("unlisten " + CHANNEL);
        }
    }

    private void tell() {
        for (var listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on a signal; it looks by itself too: {}", e.toString());
            }
        }
    }

    /** Lets both threads give their connections back; one that the database keeps waiting is interrupted. */
    @Override
    public void close() {
        closed = true;
        appended.release();
        try {
            for (var thread : threads) {
                if (!thread.join(patienceAtTheEnd)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
