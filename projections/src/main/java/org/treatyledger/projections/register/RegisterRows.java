package org.treatyledger.projections.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.ProjectionCheckpoint;

/** The register's rows: one an act, and the checkpoint that says how far they go. */
public final class RegisterRows {

    static final String PROJECTION = "register";
    static final int VERSION = 1;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final EntryCodec codec;

    public RegisterRows(JdbcTemplate jdbc, EntryCodec codec) {
        this.jdbc = JdbcClient.create(jdbc);
        this.batches = jdbc;
        this.codec = codec;
    }

    /** The row is read by one process at a time; whoever applies entries holds it until commit. */
    private static final String READ_CHECKPOINT = """
            select size, frontier
              from readmodel.checkpoint
             where projection = :projection
               and version = :version
               for update
            """;

    /** How far the rows go; nothing applied where there are none of this version. */
    ProjectionCheckpoint checkpoint() {
        return new ProjectionCheckpoint(PROJECTION, VERSION, frontier(READ_CHECKPOINT));
    }

    private static final String READ_FRONTIER = """
            select size, frontier
              from readmodel.checkpoint
             where projection = :projection
               and version = :version
            """;

    /** The frontier of the tree over the entries that the rows were built from. */
    public Frontier frontier() {
        return frontier(READ_FRONTIER);
    }

    private Frontier frontier(String query) {
        return jdbc.sql(query)
                .param("projection", PROJECTION)
                .param("version", VERSION)
                .query((row, number) -> Frontier.of(row.getLong("size"), row.getBytes("frontier")))
                .optional()
                .orElse(Frontier.EMPTY);
    }

    private static final String FORGET = """
            truncate readmodel.act, readmodel.treaty, readmodel.checkpoint
            """;

    /** The checkpoint to start from: rows of another version are thrown away and built anew from the log. */
    ProjectionCheckpoint startingPoint() {
        var checkpoint = checkpoint();
        if (checkpoint.size() == 0) {
            batches.execute(FORGET);
        }
        return checkpoint;
    }

    private static final String INSERT_ACT = """
            insert into readmodel.act (position, treaty, stream, sequence, type, recorded_at, entry)
            values (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_TREATY = """
            insert into readmodel.treaty (treaty, position)
            values (?, ?)
            """;

    private static final String MOVE_CHECKPOINT = """
            insert into readmodel.checkpoint (projection, version, size, frontier)
            values (:projection, :version, :size, :frontier)
                on conflict (projection)
                do update set version = excluded.version, size = excluded.size, frontier = excluded.frontier
            """;

    /** Adds entries that follow on the checkpoint, in the caller's transaction. */
    void apply(ProjectionCheckpoint from, List<LedgerEntry> entries) {
        var frontier = from.frontier();
        for (var entry : entries) {
            if (entry.position() != frontier.size()) {
                throw new IllegalStateException(
                        "The register stands at " + frontier.size() + " and was given entry " + entry.position());
            }
            frontier = frontier.with(Hash.ofLeaf(codec.bytes(entry)));
        }
        batches.batchUpdate(INSERT_ACT, entries, entries.size(), (row, entry) -> {
            row.setLong(1, entry.position());
            row.setString(2, treatyOf(entry).value());
            row.setString(3, entry.stream());
            row.setLong(4, entry.sequence());
            row.setString(5, codec.typeOf(entry.event()));
            row.setTimestamp(6, Timestamp.from(entry.recordedAt()));
            row.setBytes(7, codec.bytes(entry));
        });
        for (var entry : entries) {
            if (entry.event() instanceof TreatyRegistered) {
                batches.update(INSERT_TREATY, treatyOf(entry).value(), entry.position());
            }
        }
        jdbc.sql(MOVE_CHECKPOINT)
                .param("projection", PROJECTION)
                .param("version", VERSION)
                .param("size", frontier.size())
                .param("frontier", frontier.bytes())
                .update();
    }

    /** Which treaty an entry belongs to. */
    public static TreatyId treatyOf(LedgerEntry entry) {
        return Streams.treatyOf(entry.stream());
    }

    private static final String READ_TREATIES = """
            select treaty
              from readmodel.treaty
             order by position
            """;

    /** Every registered treaty, in the order of registration. */
    List<TreatyId> treaties() {
        return jdbc.sql(READ_TREATIES)
                .query((row, number) -> new TreatyId(row.getString("treaty")))
                .list();
    }

    /** Uses the unique index on stream and sequence. */
    private static final String READ_TREATY = """
            select entry
              from readmodel.act
             where stream = :stream
               and position < :size
             order by sequence
            """;

    /** The entries of a treaty's own stream below a position, in order. */
    List<LedgerEntry> entriesOf(TreatyId treaty, long size) {
        return jdbc.sql(READ_TREATY)
                .param("stream", Streams.ofTreaty(treaty))
                .param("size", size)
                .query(this::decode)
                .list();
    }

    /** Uses the index act_by_treaty. */
    private static final String READ_IMPLEMENTATION = """
            select entry
              from readmodel.act
             where treaty = :treaty
               and stream <> :stream
               and position < :size
             order by position
            """;

    /** The entries of every State's implementation of a treaty below a position, in order. */
    List<LedgerEntry> implementationOf(TreatyId treaty, long size) {
        return jdbc.sql(READ_IMPLEMENTATION)
                .param("treaty", treaty.value())
                .param("stream", Streams.ofTreaty(treaty))
                .param("size", size)
                .query(this::decode)
                .list();
    }

    /** Uses the primary key, or the index of the one filter that is given. */
    private static final String READ_ENTRIES = """
            select entry
              from readmodel.act
             where position >= :from
               and (cast(:treaty as text) is null or treaty = :treaty)
               and (cast(:type as text) is null or type = :type)
             order by position
             limit :limit
            """;

    /** Up to {@code limit} entries from a position on, of one treaty or type where one is given. */
    public List<LedgerEntry> entries(long from, int limit, @Nullable TreatyId treaty, @Nullable String type) {
        return jdbc.sql(READ_ENTRIES)
                .param("from", from)
                .param("treaty", treaty == null ? null : treaty.value())
                .param("type", type)
                .param("limit", limit)
                .query(this::decode)
                .list();
    }

    /** The entry at a position, or none. */
    public Optional<LedgerEntry> entry(long position) {
        return entries(position, 1, null, null).stream()
                .filter(entry -> entry.position() == position)
                .findFirst();
    }

    /** Uses the primary key. */
    private static final String READ_RECORDED_AT = """
            select position, recorded_at
              from readmodel.act
             where position = any(:positions)
            """;

    /** When each of these positions was recorded. */
    public Map<Long, Instant> recordedAt(Collection<Long> positions) {
        var found = new HashMap<Long, Instant>();
        jdbc.sql(READ_RECORDED_AT)
                .param("positions", positions.toArray(Long[]::new))
                .query(row -> {
                    found.put(
                            row.getLong("position"),
                            row.getTimestamp("recorded_at").toInstant());
                });
        return found;
    }

    private LedgerEntry decode(ResultSet row, int number) throws SQLException {
        return codec.decode(row.getBytes("entry"));
    }
}
