package org.treatyledger.api.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Something that one node at a time may do, held by an advisory lock of the database for as long as its connection lives:
 * a node that dies, or loses the database, loses it without anybody's doing; one that is frozen, after a while.
 */
public final class Lease implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 2;

    private final Connection connection;

    private Lease(Connection connection) {
        this.connection = connection;
    }

    /**
     * The lease, or none while another node has it; throws {@link LogUnavailable} where the database does not answer.
     *
     * @param task a number that no other task has
     * @param silence after which the database ends it, unless {@link #isHeld} is asked: above what the work takes between
     */
    public static Optional<Lease> take(DataSource database, long task, Duration silence) {
        try {
            return take(database.getConnection(), task, silence);
        } catch (SQLException e) {
            throw new LogUnavailable("The lease could not be asked for", e);
        }
    }

    private static Optional<Lease> take(Connection connection, long task, Duration silence) throws SQLException {
        var lease = new Lease(connection);
        var taken = false;
        try {
            limit(connection, silence);
            taken = isTaken(connection, task);
            return taken ? Optional.of(lease) : Optional.empty();
        } finally {
            if (!taken) {
                lease.close();
            }
        }
    }

    private static boolean isTaken(Connection connection, long task) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, task);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static void limit(Connection connection, Duration silence) throws SQLException {
        try (var statement = connection.prepareStatement("select set_config('idle_session_timeout', ?, false)")) {
            statement.setString(1, silence.toMillis() + "ms");
            statement.execute();
        }
    }

    /** Whether this node still has it. */
    public boolean isHeld() {
        try {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives it back. The connection goes back to its pool without the lock. */
    @Override
    public void close() {
        try (connection;
                var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_unlock_all(); reset idle_session_timeout");
        } catch (SQLException e) {
            // The connection is gone, and the lock with it.
        }
    }
}
