package org.treatyledger.api.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
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
 * database: each group of requests is one transaction that holds the lock of the one head row until it is committed, so
 * the order of positions is the order of commits, and a reader who sees a position can read all before it. A node that
 * appends alone does with one statement a group, because it remembers what its last group left behind.
 *
 * <p>How long an append waits for another node's commit is up to the connections ({@code lock_timeout}): the driver's own
 * time-out of statements would start a timer for each, which costs more than all else that is done here.
 *
 * <p>A caller must not hold a connection of the same pool while it appends. The transactions rely on PostgreSQL's default
 * isolation (read committed): each statement after the lock sees what the lock's former holder committed.
 */
public final class PostgresEventLog implements EventLog {

    /** The longest command id, in characters. */
    static final int LONGEST_COMMAND_ID = 200;

    private final DataSource database;
    private final JdbcClient client;
    private final EntryCodec codec;
    private final HeadInMemory memory = new HeadInMemory();
    private volatile AppendListener listener = AppendListener.NONE;
    private final OptimisticCommit optimistic;
    private final LockedCommit locked;
    private final Committer<Drafted> committer =
            new Committer<>(this::commit, it -> it.request().events().size());

    /** The log in that database, whose migrations have run. */
    public PostgresEventLog(DataSource database, Clock clock, EntryCodec codec) {
        this.database = database;
        this.client = JdbcClient.create(database);
        this.codec = codec;
        this.optimistic = new OptimisticCommit(codec, clock, memory);
        this.locked = new LockedCommit(codec, clock, memory);
    }

    /**
     * Calls the listener after each commit of this node that recorded something, never inside the transaction. A hint
     * to look, no more: other nodes' commits are not announced, and calls may come from several threads at once.
     */
    public void onAppended(Runnable listener) {
        committer.onAppended(listener);
    }

    /** Tells the listener how long appends take; to be called before the first. */
    public void measuring(AppendListener measuring) {
        listener = measuring;
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
        var start = System.nanoTime();
        var appended = committer.append(Drafted.of(request, codec));
        listener.appended(System.nanoTime() - start);
        return appended;
    }

    /** One statement where what is remembered holds, else a transaction under the lock. */
    private List<Verdict> commit(List<Drafted> requests) {
        var start = System.nanoTime();
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(true);
            var optimistically = optimistic.commit(connection, requests);
            var verdicts = optimistically.isPresent() ? optimistically.get() : locked.commit(connection, requests);
            listener.group(requests.size(), System.nanoTime() - start);
            return verdicts;
        } catch (SQLException e) {
            memory.forget();
            throw failure("The append failed", e);
        } catch (RuntimeException | Error e) {
            memory.forget();
            throw e;
        }
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

    static CommandReceipt receipt(ResultSet row) throws SQLException {
        return new CommandReceipt(
                row.getString("command_id"),
                row.getString("digest"),
                row.getLong("first_position"),
                row.getLong("last_position"),
                row.getLong("next_sequence"),
                row.getString("answer"));
    }

    static LogHead head(ResultSet row) throws SQLException {
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
        return LogUnavailable.isExplainedBy(why)
                ? new LogUnavailable(problem, why)
                : new IllegalStateException(problem, why);
    }
}
