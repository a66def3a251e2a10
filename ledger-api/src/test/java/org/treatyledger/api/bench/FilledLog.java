package org.treatyledger.api.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;

/** An empty log filled with real entries, much faster than by appends but with the rows that they would have left. */
final class FilledLog {

    private static final int IN_A_STREAM = 300;
    private static final int BUFFER = 1 << 20;
    private static final LedgerEvent EVENT = new AnnouncementNoted(
            new ParticipantId("KEN"), "noted ".repeat(40), Communication.receivedOn(LocalDate.EPOCH));

    private final EntryCodec codec = new EntryCodec();
    private Frontier frontier = Frontier.EMPTY;

    /** The tree over what it was filled with. */
    Frontier frontier() {
        return frontier;
    }

    /** Grows the log to that size. */
    void grow(DataSource database, long size) throws SQLException, IOException {
        var subtrees = new StringBuilder();
        try (var connection = database.getConnection()) {
            var copy =
                    "copy ledger.entry (position, stream, sequence, recorded_at, command_id, type, entry) from stdin";
            try (var out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, BUFFER)) {
                while (frontier.size() < size) {
                    out.write(line(subtrees).getBytes(StandardCharsets.UTF_8));
                }
            }
            copyIn(connection.unwrap(PGConnection.class), subtrees);
        }
        new JdbcTemplate(database)
                .update(
                        "update ledger.head set size = ?, frontier = ?, root = ?, recorded_at = ?::timestamptz",
                        size,
                        frontier.bytes(),
                        frontier.root().bytes(),
                        at(size - 1).toString());
        new JdbcTemplate(database).execute("vacuum analyze ledger.entry");
    }

    /** The rows of the register, as the projection would have left them. */
    void project(DataSource database) {
        var jdbc = new JdbcTemplate(database);
        jdbc.update("""
                insert into readmodel.act (position, treaty, stream, sequence, type, recorded_at, entry)
                select position, substr(stream, length('treaty/') + 1), stream, sequence, type, recorded_at, entry
                  from ledger.entry
                 where position >= (select coalesce(max(position) + 1, 0) from readmodel.act)
                """);
        jdbc.update("delete from readmodel.checkpoint");
        jdbc.update(
                "insert into readmodel.checkpoint (projection, version, size, frontier) values ('register', 1, ?, ?)",
                frontier.size(),
                frontier.bytes());
        jdbc.execute("vacuum analyze readmodel.act");
    }

    private static void copyIn(PGConnection connection, StringBuilder rows) throws SQLException, IOException {
        try (var out = new PGCopyOutputStream(connection, "copy ledger.subtree (level, index, hash) from stdin")) {
            out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Instant at(long position) {
        return Instant.EPOCH.plusSeconds(position);
    }

    private String line(StringBuilder subtrees) {
        var position = frontier.size();
        var stream = "treaty/bench-" + position / IN_A_STREAM;
        var sequence = position % IN_A_STREAM;
        var id = "c" + position;
        var bytes =
                codec.encode(new LedgerEntry(position, stream, sequence, id, new Actor("b", "b"), at(position), EVENT));
        frontier = frontier.with(Hash.ofLeaf(bytes), (level, index, root) -> {
            if (level % Tile.HEIGHT == 0) {
                subtrees.append(level / Tile.HEIGHT)
                        .append('\t')
                        .append(index)
                        .append("\t\\\\x")
                        .append(root)
                        .append('\n');
            }
        });
        return String.join(
                        "\t",
                        Long.toString(position),
                        stream,
                        Long.toString(sequence),
                        at(position).toString(),
                        id,
                        codec.typeOf(EVENT),
                        "\\\\x" + HexFormat.of().formatHex(bytes))
                + "\n";
    }
}
