package org.treatyledger.api.log;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.core.transparency.Hash;

/** The log's rows as they are, for whoever does not believe them: columns beside bytes, nothing decoded. */
public final class StoredRows {

    private final JdbcClient client;

    public StoredRows(DataSource database) {
        this.client = JdbcClient.create(database);
    }

    /** The head as it is stored. */
    public record HeadRow(
            long size,
            ByteBuffer frontier,
            ByteBuffer root,
            @Nullable Instant recordedAt) {}

    /** An entry as it is stored. */
    public record EntryRow(
            long position,
            String stream,
            long sequence,
            Instant recordedAt,
            String commandId,
            String type,
            ByteBuffer entry,
            Hash leafHash) {}

    private static final String HEAD = """
            select size, frontier, root, recorded_at
              from ledger.head
            """;

    /** The head, or none where its row is gone. */
    public Optional<HeadRow> head() {
        return client.sql(HEAD)
                .query((row, number) -> new HeadRow(
                        row.getLong("size"),
                        ByteBuffer.wrap(row.getBytes("frontier")),
                        ByteBuffer.wrap(row.getBytes("root")),
                        instant(row.getObject("recorded_at", OffsetDateTime.class))))
                .optional();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Uses the primary key. */
    private static final String LAST_POSITION = """
            select coalesce(max(position), -1)
              from ledger.entry
            """;

    /** The highest position there is, -1 where there is none. */
    public long lastPosition() {
        return client.sql(LAST_POSITION).query(Long.class).single();
    }

    /** Uses the primary key. */
    private static final String ENTRIES = """
            select position, stream, sequence, recorded_at, command_id, type, entry, leaf_hash
              from ledger.entry
             where position >= :from
               and position < :to
             order by position
            """;

    /** The entries at the positions {@code [from, to)} that are there. */
    public List<EntryRow> entries(long from, long to) {
        return client.sql(ENTRIES)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> new EntryRow(
                        row.getLong("position"),
                        row.getString("stream"),
                        row.getLong("sequence"),
                        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                        row.getString("command_id"),
                        row.getString("type"),
                        ByteBuffer.wrap(row.getBytes("entry")),
                        Hash.of(row.getBytes("leaf_hash"))))
                .list();
    }

    /** A setting of the server, such as {@code fsync}. */
    public String setting(String name) {
        return client.sql("select current_setting(:name)")
                .param("name", name)
                .query(String.class)
                .single();
    }
}
