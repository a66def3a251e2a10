package org.treatyledger.projections.register;

import java.sql.ResultSet;
import java.sql.SQLException;
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
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/** The register's rows: one an act, and the checkpoint that says how far they go. */
public final class RegisterRows {

    /** Where the rows are that are read. */
    static final String SCHEMA = "readmodel";

    private final JdbcClient jdbc;
    private final EntryCodec codec;
    private final AppliedRows applied;

    public RegisterRows(JdbcTemplate jdbc, EntryCodec codec) {
        this.jdbc = JdbcClient.create(jdbc);
        this.codec = codec;
        this.applied = new AppliedRows(jdbc, codec, SCHEMA);
    }

    /** The rows to add to, and how far they go. */
    AppliedRows applied() {
        return applied;
    }

    /** The frontier of the tree over the entries that the rows were built from. */
    public Frontier frontier() {
        return applied.frontier();
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
