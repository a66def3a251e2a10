package org.treatyledger.api.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.api.log.Sequencer.Subtree;
import org.treatyledger.api.log.Sequencer.Written;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.transparency.Frontier;

/**
 * The log in PostgreSQL, and the only class that writes the schema {@code ledger}. Several nodes may append to one
 * database: each group of requests is one transaction under the lock of the one head row, so the order of positions is
 * the order of commits, and a reader who sees a position can read all before it.
 *
 * <p>A caller must not hold a connection of the same pool while it appends. The transactions rely on PostgreSQL's default
 * isolation (read committed): each statement after the lock sees what the lock's former holder committed.
 */
public final class PostgresEventLog implements EventLog {

    /** How long one statement may take, most of it waiting for another node's commit. */
    private static final int LONGEST_STATEMENT_SECONDS = 10;

    /** The longest command id, in characters. */
    static final int LONGEST_COMMAND_ID = 200;

    /**
     * SQL states of a database that is not there, rather than of a statement that is wrong: connection lost (08), out of
     * resources (53), shutting down or cancelled (57), input and output (58), lock not available, rolled back for the
     * sake of others (40), and read-only after a failover.
     */
    private static final Pattern NOT_THERE = Pattern.compile("(?:08|53|57|58|40)...|55P03|25006");

    private final DataSource database;
    private final JdbcClient client;
    private final Clock clock;
    private final EntryCodec codec;
    private final Committer committer = new Committer(this::commit);

    /** The log in that database, whose migrations have run. */
    public PostgresEventLog(DataSource database, Clock clock, EntryCodec codec) {
        this.database = database;
        this.client = JdbcClient.create(database);
        this.clock = clock;
        this.codec = codec;
    }

    /**
     * Calls the listener after each commit of this node that recorded something, never inside the transaction. A hint
     * to look, no more: other nodes' commits are not announced, and calls may come from several threads at once.
     */
    public void onAppended(Runnable listener) {
        committer.onAppended(listener);
    }

    /**
     * Records the events durably before it returns, or says why nothing was kept. Throws {@link LogUnavailable} where
     * the database does not answer, {@link EntryCodec.EntryTooLarge} for an event that does not fit into an entry.
     */
    @Override
    public Appended append(Append request) {
        var length = request.commandId().length();
        if (length == 0 || length > LONGEST_COMMAND_ID) {
            throw new IllegalArgumentException("A command id has 1 to " + LONGEST_COMMAND_ID + " characters");
        }
        return committer.append(request);
    }

    /** One transaction for the group. What is not recorded is not written, so a group of conflicts costs no flush. */
    private List<Verdict> commit(List<Append> requests) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var sequencer = begin(connection, requests);
                var verdicts = requests.stream().map(sequencer::decide).toList();
                if (sequencer.written().isEmpty()) {
                    connection.rollback();
                } else {
                    write(connection, sequencer);
                    connection.commit();
                }
                return verdicts;
            } catch (SQLException | RuntimeException | Error e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure("The append failed", e);
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
     * the index of {@code unique (stream, sequence)} for each stream, backwards; the third uses the receipts' primary
     * key.
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
            select command_id, digest, first_position, last_position, next_sequence, answer
              from ledger.receipt
             where command_id = any (?)
            """;

    private Sequencer begin(Connection connection, List<Append> requests) throws SQLException {
        try (var statement = prepare(connection, LOCK_HEAD_AND_LOOK)) {
            statement.setArray(1, texts(connection, requests, Append::stream));
            statement.setArray(2, texts(connection, requests, Append::commandId));
            statement.execute();
            var head = readHead(statement);
            statement.getMoreResults();
            var nextSequences = readNextSequences(statement);
            statement.getMoreResults();
            return new Sequencer(codec, clock, head, nextSequences, readReceipts(statement));
        }
    }

    private static LogHead readHead(PreparedStatement statement) throws SQLException {
        try (var row = statement.getResultSet()) {
            if (!row.next()) {
                throw new IllegalStateException("The log has no head");
            }
            return head(row);
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
                receipts.put(row.getString("command_id"), receipt(row));
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

    private static void writeSubtrees(Connection connection, List<Subtree> completed) throws SQLException {
        try (var statement = prepare(connection, WRITE_SUBTREES)) {
            statement.setArray(1, numbers(connection, completed, Subtree::level));
            statement.setArray(2, numbers(connection, completed, Subtree::index));
            statement.setArray(3, bytes(connection, completed, it -> it.hash().bytes()));
            statement.execute();
        }
    }

    private static void write(Connection connection, Sequencer decided) throws SQLException {
        if (!decided.completed().isEmpty()) {
            writeSubtrees(connection, decided.completed());
        }
        var entries = decided.written();
        var receipts = decided.issued();
        var head = decided.head();
        try (var statement = prepare(connection, WRITE)) {
            statement.setArray(1, numbers(connection, entries, it -> it.entry().position()));
            statement.setArray(2, texts(connection, entries, it -> it.entry().stream()));
            statement.setArray(3, numbers(connection, entries, it -> it.entry().sequence()));
            statement.setArray(4, times(connection, entries, it -> it.entry().recordedAt()));
            statement.setArray(5, texts(connection, entries, it -> it.entry().commandId()));
            statement.setArray(6, texts(connection, entries, Written::type));
            statement.setArray(7, bytes(connection, entries, Written::bytes));
            statement.setArray(8, texts(connection, receipts, CommandReceipt::commandId));
            statement.setArray(9, texts(connection, receipts, CommandReceipt::digest));
            statement.setArray(10, numbers(connection, receipts, CommandReceipt::firstPosition));
            statement.setArray(11, numbers(connection, receipts, CommandReceipt::lastPosition));
            statement.setArray(12, numbers(connection, receipts, CommandReceipt::nextSequence));
            statement.setArray(13, texts(connection, receipts, CommandReceipt::answer));
            statement.setLong(14, head.size());
            statement.setBytes(15, head.frontier().bytes());
            statement.setBytes(16, head.root().bytes());
            statement.setObject(17, entries.getLast().entry().recordedAt().atOffset(ZoneOffset.UTC));
            statement.execute();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        var statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(LONGEST_STATEMENT_SECONDS);
        return statement;
    }

    private static <T> Array texts(Connection connection, List<T> rows, Function<T, String> column)
            throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(column).toArray());
    }

    private static <T> Array numbers(Connection connection, List<T> rows, Function<T, Long> column)
            throws SQLException {
        return connection.createArrayOf("bigint", rows.stream().map(column).toArray());
    }

    private static <T> Array times(Connection connection, List<T> rows, Function<T, Instant> column)
            throws SQLException {
        return connection.createArrayOf(
                "timestamptz", rows.stream().map(column).map(Instant::toString).toArray());
    }

    private static <T> Array bytes(Connection connection, List<T> rows, Function<T, byte[]> column)
            throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    /** Uses the primary key. */
    private static final String READ = """
            select position, stream, sequence, entry
              from ledger.entry
             where position >= :from
             order by position
             limit :limit
            """;

    @Override
    public List<LedgerEntry> read(long fromPosition, int limit) {
        return asking(() -> client.sql(READ)
                .param("from", fromPosition)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list());
    }

    /** Uses the index of {@code unique (stream, sequence)}. */
    private static final String READ_STREAM = """
            select position, stream, sequence, entry
              from ledger.entry
             where stream = :stream
               and sequence >= :from
             order by sequence
            """;

    @Override
    public List<LedgerEntry> readStream(String stream, long fromSequence) {
        return asking(() -> client.sql(READ_STREAM)
                .param("stream", stream)
                .param("from", fromSequence)
                .query((row, _) -> entry(row))
                .list());
    }

    /** Uses the primary key. */
    private static final String RECEIPT = """
            select command_id, digest, first_position, last_position, next_sequence, answer
              from ledger.receipt
             where command_id = :command
            """;

    @Override
    public Optional<CommandReceipt> receipt(String commandId) {
        return asking(() -> client.sql(RECEIPT)
                .param("command", commandId)
                .query((row, _) -> receipt(row))
                .optional());
    }

    /** Takes no lock: an append under way is not waited for. */
    private static final String HEAD = """
            select size, frontier, recorded_at
              from ledger.head
            """;

    @Override
    public LogHead head() {
        return asking(() -> client.sql(HEAD).query((row, _) -> head(row)).single());
    }

    /** The bytes are the record; the columns that found them must say the same. */
    private LedgerEntry entry(ResultSet row) throws SQLException {
        var entry = codec.decode(row.getBytes("entry"));
        if (entry.position() != row.getLong("position")
                || !entry.stream().equals(row.getString("stream"))
                || entry.sequence() != row.getLong("sequence")) {
            throw new IllegalStateException("The entry at position " + row.getLong("position") + " says it is another");
        }
        return entry;
    }

    private static CommandReceipt receipt(ResultSet row) throws SQLException {
        return new CommandReceipt(
                row.getString("command_id"),
                row.getString("digest"),
                row.getLong("first_position"),
                row.getLong("last_position"),
                row.getLong("next_sequence"),
                row.getString("answer"));
    }

    private static LogHead head(ResultSet row) throws SQLException {
        var recordedAt = row.getObject("recorded_at", OffsetDateTime.class);
        return new LogHead(
                Frontier.of(row.getLong("size"), row.getBytes("frontier")),
                recordedAt == null ? null : recordedAt.toInstant());
    }

    static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            throw e.getCause() instanceof SQLException cause ? failure("The log could not be read", cause) : e;
        }
    }

    /** A database that is not there is worth another try; one that refuses a statement of ours is our error. */
    private static RuntimeException failure(String problem, SQLException why) {
        var state = why.getSQLState();
        var notThere = why instanceof SQLTransientConnectionException
                || state == null
                || NOT_THERE.matcher(state).matches();
        return notThere ? new LogUnavailable(problem, why) : new IllegalStateException(problem, why);
    }
}
