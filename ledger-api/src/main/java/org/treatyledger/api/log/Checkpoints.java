package org.treatyledger.api.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The checkpoints that were signed, as rows: each is given out again as it was. */
public final class Checkpoints {

    private final JdbcClient client;

    public Checkpoints(DataSource database) {
        this.client = JdbcClient.create(database);
    }

    /** Uses the primary key. */
    private static final String LAST = """
            select note
              from ledger.checkpoint
             order by size desc
             limit 1
            """;

    /** The signed note of the largest size, or none. */
    public Optional<String> last() {
        return PostgresEventLog.asking(
                () -> client.sql(LAST).query(String.class).optional());
    }

    /** Uses the primary key. */
    private static final String LAST_UP_TO = """
            select note
              from ledger.checkpoint
             where size <= :size
             order by size desc
             limit 1
            """;

    /** The signed note of the largest size that is not above this one, or none. */
    public Optional<String> lastUpTo(long size) {
        return PostgresEventLog.asking(() ->
                client.sql(LAST_UP_TO).param("size", size).query(String.class).optional());
    }

    /** Another node may have signed the same size: its note stands, and it says the same. */
    private static final String INSERT = """
            insert into ledger.checkpoint (size, note, published_at)
            values (:size, :note, :at)
                on conflict (size) do nothing
            """;

    /** Keeps the note of a size that has none yet. */
    public void add(long size, String note, Instant publishedAt) {
        PostgresEventLog.asking(() -> client.sql(INSERT)
                .param("size", size)
                .param("note", note)
                .param("at", publishedAt.atOffset(ZoneOffset.UTC))
                .update());
    }
}
