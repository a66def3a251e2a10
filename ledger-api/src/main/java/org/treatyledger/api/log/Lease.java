package org.treatyledger.api.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Something that one node at a time may do, held by an advisory lock of the database for as long as its connection lives:
 * a node that dies, or loses the database, loses it without anybody's doing.
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
     */
    public static Optional<Lease> take(DataSource database, long task) {
        try {
            return take(database.getConnection(), task);
        } catch (SQLException e) {
            throw new LogUnavailable("The lease could not be asked for", e);
        }
    }

    private static Optional<Lease> take(Connection connection, long task) throws SQLException {
        var taken = false;
        try {
            taken = isTaken(connection, task);
            return taken ? Optional.of(new Lease(connection)) : Optional.empty();
        } finally {
            if (!taken) {
                connection.close();
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
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            // The connection is gone, and the lock with it.
        }
    }
}
