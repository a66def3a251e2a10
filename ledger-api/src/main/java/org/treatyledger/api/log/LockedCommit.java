package org.treatyledger.api.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.LogHead;

/**
 * Commits a group as one transaction under the lock of the head row, in three round trips, whatever other nodes do: it
 * looks before it decides. What it found and left behind is remembered for {@link OptimisticCommit}.
 */
final class LockedCommit {

    private final EntryCodec codec;
    private final Clock clock;
    private final HeadInMemory memory;

    LockedCommit(EntryCodec codec, Clock clock, HeadInMemory memory) {
        this.codec = codec;
        this.clock = clock;
        this.memory = memory;
    }

    /** What was found under the lock. */
    private record Look(LogHead head, Map<String, Long> nextSequences, Map<String, CommandReceipt> receipts) {}

    /** What is not recorded is not written, so a group of conflicts costs no flush. */
    List<Verdict> commit(Connection connection, List<Drafted> requests) throws SQLException {
        connection.setAutoCommit(false);
        try {
            var found = look(connection, requests);
            var sequencer = new Sequencer(codec, clock, found.head(), found.nextSequences(), found.receipts());
            var verdicts = sequencer.decide(requests);
            if (sequencer.written().isEmpty()) {
                connection.rollback();
            } else {
                write(connection, sequencer);
                connection.commit();
            }
            memory.learn(found.head(), sequencer);
            return verdicts;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        }
    }

    private static void rollback(Connection connection, Throwable why) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * Three statements in one round trip. The first locks the head row until commit: appends of all nodes queue here.
     * Each of the others takes its snapshot after the lock, so it sees all that is committed. The second steps once into
     * the index of {@code unique (stream, sequence)} for each stream, backwards; the third once into the receipts' primary
     * key for each command. Lateral and limited, so that a plan made while the tables are still small does not read all of
     * them when they are not.
     */
    private static final String LOCK_HEAD_AND_LOOK = """
            select size, frontier, recorded_at
              from ledger.head
               for update;
            select asked.stream, latest.sequence + 1 as next_sequence
              from unnest(?) as asked (stream)
             cross join lateral (
                   select entry.sequence
                     from ledger.entry
                    where entry.stream = asked.stream
                    order by entry.sequence desc
                    limit 1) as latest;
            select earlier.command_id, digest, first_position, last_position, next_sequence, answer
              from unnest(?) as asked (command_id)
             cross join lateral (
                   select command_id, digest, first_position, last_position, next_sequence, answer
                     from ledger.receipt
                    where receipt.command_id = asked.command_id
                    limit 1) as earlier
            """;

    private static Look look(Connection connection, List<Drafted> requests) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK_HEAD_AND_LOOK)) {
            new Columns(connection, statement)
                    .texts(requests, it -> it.request().stream())
                    .texts(requests, it -> it.request().commandId());
            statement.execute();
            var head = readHead(statement);
            statement.getMoreResults();
            var nextSequences = readNextSequences(statement);
            statement.getMoreResults();
            return new Look(head, nextSequences, readReceipts(statement));
        }
    }

    private static LogHead readHead(PreparedStatement statement) throws SQLException {
        try (var row = statement.getResultSet()) {
            if (!row.next()) {
                throw new IllegalStateException("The log has no head");
            }
            return PostgresEventLog.head(row);
        }
    }

    private static Map<String, Long> readNextSequences(PreparedStatement statement) throws SQLException {
        var nextSequences = new HashMap<String, Long>();
        try (var row = statement.getResultSet()) {
            while (row.next()) {
                nextSequences.put(row.getString("stream"), row.getLong("next_sequence"));
            }
        }
        return nextSequences;
    }

    private static Map<String, CommandReceipt> readReceipts(PreparedStatement statement) throws SQLException {
        var receipts = new HashMap<String, CommandReceipt>();
        try (var row = statement.getResultSet()) {
            while (row.next()) {
                receipts.put(row.getString("command_id"), PostgresEventLog.receipt(row));
            }
        }
        return receipts;
    }

    /**
     * Three statements in one round trip, under the lock of the head row. The primary keys and {@code unique (stream,
     * sequence)} stand behind what was decided in memory: were it wrong, nothing would be kept.
     */
    private static final String WRITE = """
            insert into ledger.entry (position, stream, sequence, recorded_at, command_id, type, entry)
            select position, stream, sequence, recorded_at, command_id, type, entry
              from unnest(?, ?, ?, ?, ?, ?, ?)
                   as written (position, stream, sequence, recorded_at, command_id, type, entry);
            insert into ledger.receipt (command_id, digest, first_position, last_position, next_sequence, answer)
            select command_id, digest, first_position, last_position, next_sequence, answer
              from unnest(?, ?, ?, ?, ?, ?)
                   as issued (command_id, digest, first_position, last_position, next_sequence, answer);
            update ledger.head
               set size = ?, frontier = ?, root = ?, recorded_at = ?
            """;

    /** Needed once in 256 entries, and so a statement of its own. */
    private static final String WRITE_SUBTREES = """
            insert into ledger.subtree (level, index, hash)
            select level, index, hash
              from unnest(?, ?, ?) as completed (level, index, hash)
            """;

    private static void write(Connection connection, Sequencer decided) throws SQLException {
        if (!decided.completed().isEmpty()) {
            try (var statement = connection.prepareStatement(WRITE_SUBTREES)) {
                new Columns(connection, statement).subtrees(decided.completed());
                statement.execute();
            }
        }
        try (var statement = connection.prepareStatement(WRITE)) {
            new Columns(connection, statement)
                    .entries(decided.written())
                    .receipts(decided.issued())
                    .head(decided.head());
            statement.execute();
        }
    }
}
