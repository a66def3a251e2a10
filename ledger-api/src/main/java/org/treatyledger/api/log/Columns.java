package org.treatyledger.api.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.treatyledger.api.log.Sequencer.Subtree;
import org.treatyledger.api.log.Sequencer.Written;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.LogHead;

/**
 * Binds the rows of a group as arrays, one a column, to be unnested: one statement for any number of rows. Arrays of
 * exactly the column's type, because the driver sends those in binary and others as text that both sides spell out.
 */
final class Columns {

    private final Connection connection;
    private final PreparedStatement statement;
    private int bound;

    /** The columns of a statement, from its first parameter on. */
    Columns(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** Position, stream, sequence, recorded_at, command_id, type, entry. */
    Columns entries(List<Written> rows) throws SQLException {
        numbers(rows, it -> it.entry().position());
        texts(rows, it -> it.entry().stream());
        numbers(rows, it -> it.entry().sequence());
        times(rows, it -> it.entry().recordedAt());
        texts(rows, it -> it.entry().commandId());
        texts(rows, Written::type);
        return bytes(rows, Written::bytes);
    }

    /** The same of one row, and no arrays. */
    Columns entry(Written row) throws SQLException {
        statement.setLong(++bound, row.entry().position());
        statement.setString(++bound, row.entry().stream());
        statement.setLong(++bound, row.entry().sequence());
        statement.setObject(++bound, row.entry().recordedAt().atOffset(ZoneOffset.UTC));
        statement.setString(++bound, row.entry().commandId());
        statement.setString(++bound, row.type());
        statement.setBytes(++bound, row.bytes());
        return this;
    }

    /** Command_id, digest, first_position, last_position, next_sequence, answer. */
    Columns receipts(List<CommandReceipt> rows) throws SQLException {
        texts(rows, CommandReceipt::commandId);
        texts(rows, CommandReceipt::digest);
        numbers(rows, CommandReceipt::firstPosition);
        numbers(rows, CommandReceipt::lastPosition);
        numbers(rows, CommandReceipt::nextSequence);
        return texts(rows, CommandReceipt::answer);
    }

    /** The same of one row, and no arrays. */
    Columns receipt(CommandReceipt row) throws SQLException {
        statement.setString(++bound, row.commandId());
        statement.setString(++bound, row.digest());
        statement.setLong(++bound, row.firstPosition());
        statement.setLong(++bound, row.lastPosition());
        statement.setLong(++bound, row.nextSequence());
        statement.setString(++bound, row.answer());
        return this;
    }

    /** Level, index, hash. */
    Columns subtrees(List<Subtree> rows) throws SQLException {
        numbers(rows, Subtree::level);
        numbers(rows, Subtree::index);
        return bytes(rows, it -> it.hash().bytes());
    }

    /** Size, frontier, root, recorded_at: of a log that is not empty, and no arrays. */
    Columns head(LogHead head) throws SQLException {
        statement.setLong(++bound, head.size());
        statement.setBytes(++bound, head.frontier().bytes());
        statement.setBytes(++bound, head.root().bytes());
        statement.setObject(++bound, Objects.requireNonNull(head.recordedAt()).atOffset(ZoneOffset.UTC));
        return this;
    }

    /** Size and root, which nothing but the same log has. */
    Columns identity(LogHead head) throws SQLException {
        statement.setLong(++bound, head.size());
        statement.setBytes(++bound, head.root().bytes());
        return this;
    }

    <T> Columns texts(List<T> rows, Function<T, String> column) throws SQLException {
        return array("text", rows.stream().map(column).toArray(String[]::new));
    }

    private <T> Columns numbers(List<T> rows, Function<T, Long> column) throws SQLException {
        return array("bigint", rows.stream().map(column).toArray(Long[]::new));
    }

    private <T> Columns times(List<T> rows, Function<T, Instant> column) throws SQLException {
        return array(
                "timestamptz", rows.stream().map(column).map(Instant::toString).toArray(String[]::new));
    }

    private <T> Columns bytes(List<T> rows, Function<T, byte[]> column) throws SQLException {
        return array("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    private Columns array(String type, Object[] values) throws SQLException {
        Array array = connection.createArrayOf(type, values);
        statement.setArray(++bound, array);
        return this;
    }
}
