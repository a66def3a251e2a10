package org.treatyledger.projections.register;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.projections.ProjectionCheckpoint;

/**
 * One generation of the register's rows, as entries are added to it: the one place that writes them, so that rows that
 * are rebuilt are the rows that were there.
 */
final class AppliedRows {

    static final String PROJECTION = "register";
    static final int VERSION = 1;

    private final JdbcClient jdbc;
    private final JdbcTemplate statements;
    private final EntryCodec codec;
    private final String schema;

    /** @param schema where the tables are */
    AppliedRows(JdbcTemplate jdbc, EntryCodec codec, String schema) {
        this.jdbc = JdbcClient.create(jdbc);
        this.statements = jdbc;
        this.codec = codec;
        this.schema = schema;
    }

    private String here(String statement) {
        return statement.replace(RegisterRows.SCHEMA + ".", schema + ".");
    }

    private static final String READ_CHECKPOINT = """
            select generation, size, frontier
              from readmodel.checkpoint
             where projection = :projection
               and version = :version
            """;

    private static final String FOR_UPDATE = " for update";

    /** How far the rows go; the row is read by one process at a time, which holds it until it commits. */
    ProjectionCheckpoint lockedCheckpoint() {
        return checkpoint(READ_CHECKPOINT + FOR_UPDATE);
    }

    /** How far the rows go; nothing applied where there are none of this version. */
    ProjectionCheckpoint checkpoint() {
        return checkpoint(READ_CHECKPOINT);
    }

    private ProjectionCheckpoint checkpoint(String query) {
        return jdbc.sql(here(query))
                .param("projection", PROJECTION)
                .param("version", VERSION)
                .query((row, number) -> new ProjectionCheckpoint(
                        PROJECTION,
                        VERSION,
                        row.getLong("generation"),
                        Frontier.of(row.getLong("size"), row.getBytes("frontier"))))
                .optional()
                .orElseGet(() -> new ProjectionCheckpoint(PROJECTION, VERSION, 1, Frontier.EMPTY));
    }

    /** The frontier of the tree over the entries that the rows were built from. */
    Frontier frontier() {
        return checkpoint().frontier();
    }

    private static final String FORGET = """
            truncate readmodel.act, readmodel.treaty, readmodel.checkpoint
            """;

    /** The checkpoint to start from: rows of another version are thrown away, to be built anew from the log. */
    ProjectionCheckpoint startingPoint() {
        var checkpoint = lockedCheckpoint();
        if (checkpoint.size() == 0) {
            statements.execute(here(FORGET));
        }
        return checkpoint;
    }

    private static final String INSERT_ACTS = """
            insert into readmodel.act (position, treaty, stream, sequence, type, recorded_at, entry)
            select position, treaty, stream, sequence, type, recorded_at, entry
              from unnest(?, ?, ?, ?, ?, ?, ?)
                   as applied (position, treaty, stream, sequence, type, recorded_at, entry)
            """;

    private static final String INSERT_TREATY = """
            insert into readmodel.treaty (treaty, position)
            values (?, ?)
            """;

    private static final String MOVE_CHECKPOINT = """
            insert into readmodel.checkpoint (projection, version, generation, size, frontier)
            values (:projection, :version, :generation, :size, :frontier)
                on conflict (projection)
                do update set version = excluded.version, size = excluded.size, frontier = excluded.frontier
            """;

    /** Adds entries that follow on the checkpoint, in the caller's transaction; returns how far the rows go then. */
    ProjectionCheckpoint apply(ProjectionCheckpoint from, List<LedgerEntry> entries) {
        var frontier = from.frontier();
        for (var entry : entries) {
            if (entry.position() != frontier.size()) {
                throw new IllegalStateException(
                        "The register stands at " + frontier.size() + " and was given entry " + entry.position());
            }
            frontier = frontier.with(Hash.ofLeaf(codec.bytes(entry)));
        }
        statements.execute((Connection connection) -> insert(connection, entries));
        for (var entry : entries) {
            if (entry.event() instanceof TreatyRegistered) {
                statements.update(
                        here(INSERT_TREATY), RegisterRows.treatyOf(entry).value(), entry.position());
            }
        }
        var moved = new ProjectionCheckpoint(PROJECTION, VERSION, from.generation(), frontier);
        move(moved);
        return moved;
    }

    /** Sets how far the rows go. */
    void move(ProjectionCheckpoint checkpoint) {
        jdbc.sql(here(MOVE_CHECKPOINT))
                .param("projection", PROJECTION)
                .param("version", VERSION)
                .param("generation", checkpoint.generation())
                .param("size", checkpoint.size())
                .param("frontier", checkpoint.frontier().bytes())
                .update();
    }

    private Integer insert(Connection connection, List<LedgerEntry> entries) throws SQLException {
        try (var insert = connection.prepareStatement(here(INSERT_ACTS))) {
            bind(insert, 1, "bigint", column(entries, LedgerEntry::position, Long[]::new));
            bind(
                    insert,
                    2,
                    "text",
                    column(entries, it -> RegisterRows.treatyOf(it).value(), String[]::new));
            bind(insert, 3, "text", column(entries, LedgerEntry::stream, String[]::new));
            bind(insert, 4, "bigint", column(entries, LedgerEntry::sequence, Long[]::new));
            bind(insert, 5, "text", column(entries, it -> codec.typeOf(it.event()), String[]::new));
            bind(insert, 6, "timestamptz", column(entries, it -> it.recordedAt().toString(), String[]::new));
            bind(insert, 7, "bytea", column(entries, codec::bytes, byte[][]::new));
            return insert.executeUpdate();
        }
    }

    private static <T> T[] column(List<LedgerEntry> entries, Function<LedgerEntry, T> of, IntFunction<T[]> array) {
        return entries.stream().map(of).toArray(array);
    }

    private static void bind(PreparedStatement insert, int at, String type, Object[] values) throws SQLException {
        insert.setArray(at, insert.getConnection().createArrayOf(type, values));
    }
}
