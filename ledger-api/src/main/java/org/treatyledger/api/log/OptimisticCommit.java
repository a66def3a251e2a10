package org.treatyledger.api.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.LogHead;

/**
 * Commits a group by what this node remembers, in one statement: one round trip, one flush. The statement moves the head
 * only where it is the one remembered, and whatever else it writes hangs on that. So a group that another node has
 * overtaken is not kept, and neither is one that breaks a constraint: both are for {@link LockedCommit}.
 */
final class OptimisticCommit {

    private static final Logger LOG = LoggerFactory.getLogger(OptimisticCommit.class);

    /** The SQL states of a broken constraint: most often a command that was recorded before it is remembered. */
    private static final String CONSTRAINT_VIOLATION = "23";

    private final EntryCodec codec;
    private final Clock clock;
    private final HeadInMemory memory;

    OptimisticCommit(EntryCodec codec, Clock clock, HeadInMemory memory) {
        this.codec = codec;
        this.clock = clock;
        this.memory = memory;
    }

    /** The verdicts where the group was committed or had nothing to keep; empty where nothing was kept or decided. */
    Optional<List<Verdict>> commit(Connection connection, List<Drafted> requests) throws SQLException {
        var head = memory.head();
        if (head == null) {
            return Optional.empty();
        }
        var sequencer = new Sequencer(codec, clock, head, memory.nextSequences(requests), Map.of());
        var verdicts = sequencer.decide(requests);
        if (!isKnown(requests, sequencer) || !holds(connection, head, sequencer, notKept(requests, verdicts))) {
            return Optional.empty();
        }
        memory.learn(head, sequencer);
        return Optional.of(verdicts);
    }

    /**
     * Whether each request was decided by a version that is known. A stream that is not remembered passes for empty, and
     * that is known once something is kept of it: were it not empty, its first sequence would be taken.
     */
    private static boolean isKnown(List<Drafted> requests, Sequencer sequencer) {
        return requests.stream().allMatch(it -> sequencer.nextSequences().containsKey(it.request().stream()));
    }

    /** The commands of which nothing is kept, unless the like of them is kept in the same group. */
    private static List<String> notKept(List<Drafted> requests, List<Verdict> verdicts) {
        var commands = new ArrayList<String>();
        for (var i = 0; i < requests.size(); i++) {
            var kept = verdicts.get(i) instanceof Verdict.Answered(var appended)
                    && !(appended instanceof Appended.StreamMoved);
            if (!kept) {
                commands.add(requests.get(i).request().commandId());
            }
        }
        return commands;
    }

    /** True where the database has confirmed what was decided, and keeps it. */
    private static boolean holds(Connection connection, LogHead head, Sequencer sequencer, List<String> notKept)
            throws SQLException {
        try {
            return sequencer.written().isEmpty()
                    ? isUnmoved(connection, head, notKept)
                    : write(connection, head, sequencer, notKept);
        } catch (SQLException e) {
            if (LogUnavailable.isExplainedBy(e)) {
                throw e;
            }
            if (!e.getSQLState().startsWith(CONSTRAINT_VIOLATION)) {
                LOG.warn("A group of appends was refused as a whole and is tried under the lock", e);
            }
            return false;
        }
    }

    /**
     * The head is the fence: its row is locked by this update until all is committed. All parts of the statement see the
     * log as it was before the statement, and where the fence holds, that is the log that is remembered.
     */
    private static final String FENCE = """
            with fence as (
                 update ledger.head
                    set size = ?, frontier = ?, root = ?, recorded_at = ?
                  where size = ?
                    and root = ?
            """;

    /**
     * A command of which nothing is kept may have been recorded before, and then has to be given its receipt instead:
     * where there is one, the group is not kept. Lateral and limited, so that each is looked up by the primary key.
     */
    private static final String NONE_RECORDED = """
                    and not exists (
                        select
                          from unnest(?) as refused (command_id)
                         cross join lateral (
                               select
                                 from ledger.receipt
                                where receipt.command_id = refused.command_id
                                limit 1) as earlier)
            """;

    private static final String FENCED = """
              returning size),
            """;

    /** Needed once in 256 entries, and left out otherwise. */
    private static final String SUBTREES = """
            grown as (
                 insert into ledger.subtree (level, index, hash)
                 select level, index, hash
                   from fence, unnest(?, ?, ?) as completed (level, index, hash)),
            """;

    /** The constraints stand behind what was decided in memory: were it wrong, nothing would be kept. */
    private static final String ROWS = """
            written as (
                 insert into ledger.entry (position, stream, sequence, recorded_at, command_id, type, entry)
                 select position, stream, sequence, recorded_at, command_id, type, entry
                   from fence, unnest(?, ?, ?, ?, ?, ?, ?)
                        as written (position, stream, sequence, recorded_at, command_id, type, entry))
            insert into ledger.receipt (command_id, digest, first_position, last_position, next_sequence, answer)
            select command_id, digest, first_position, last_position, next_sequence, answer
              from fence, unnest(?, ?, ?, ?, ?, ?)
                   as issued (command_id, digest, first_position, last_position, next_sequence, answer)
            """;

    /** The same for a group of one entry, which saves the server a tenth of the statement. */
    private static final String ROW = """
            written as (
                 insert into ledger.entry (position, stream, sequence, recorded_at, command_id, type, entry)
                 select ?, ?, ?, ?, ?, ?, ?
                   from fence)
            insert into ledger.receipt (command_id, digest, first_position, last_position, next_sequence, answer)
            select ?, ?, ?, ?, ?, ?
              from fence
            """;

    private static boolean write(Connection connection, LogHead head, Sequencer decided, List<String> notKept)
            throws SQLException {
        var completed = decided.completed();
        var sql = FENCE
                + (notKept.isEmpty() ? "" : NONE_RECORDED)
                + FENCED
                + (completed.isEmpty() ? "" : SUBTREES)
                + (decided.written().size() == 1 ? ROW : ROWS);
        try (var statement = connection.prepareStatement(sql)) {
            var columns =
                    new Columns(connection, statement).head(decided.head()).identity(head);
            if (!notKept.isEmpty()) {
                columns.texts(notKept, it -> it);
            }
            if (!completed.isEmpty()) {
                columns.subtrees(completed);
            }
            if (decided.written().size() == 1) {
                columns.entry(decided.written().getFirst())
                        .receipt(decided.issued().getFirst());
            } else {
                columns.entries(decided.written()).receipts(decided.issued());
            }
            return statement.executeUpdate() > 0;
        }
    }

    /** Confirms a group of which nothing is kept. */
    private static final String IS_UNMOVED = """
            select
              from ledger.head
             where size = ?
               and root = ?
            """;

    private static boolean isUnmoved(Connection connection, LogHead head, List<String> notKept) throws SQLException {
        try (var statement = connection.prepareStatement(IS_UNMOVED + NONE_RECORDED)) {
            new Columns(connection, statement).identity(head).texts(notKept, it -> it);
            try (var unmoved = statement.executeQuery()) {
                return unmoved.next();
            }
        }
    }
}
