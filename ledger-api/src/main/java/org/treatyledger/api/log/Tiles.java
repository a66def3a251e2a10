package org.treatyledger.api.log;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.Nodes;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.core.transparency.TileNodes;

/**
 * The log's tree as tiles, read from the rows: level 0 from the entries, the others from the subtrees that appends have
 * completed.
 */
public final class Tiles {

    private final JdbcClient client;
    private final TileNodes nodes = new TileNodes(this::hashes);

    public Tiles(DataSource database) {
        this.client = JdbcClient.create(database);
    }

    /** Uses the primary key. */
    private static final String LEAVES = """
            select leaf_hash
              from ledger.entry
             where position >= :from
               and position < :to
             order by position
            """;

    /** Uses the primary key. */
    private static final String SUBTREES = """
            select hash
              from ledger.subtree
             where level = :level
               and index >= :from
               and index < :to
             order by index
            """;

    /** The tile's hashes; throws {@link IllegalStateException} where the log does not hold them all. */
    public List<Hash> hashes(Tile tile) {
        var from = tile.index() * Tile.FULL;
        var query = tile.level() == 0 ? LEAVES : SUBTREES;
        var hashes = PostgresEventLog.asking(() -> {
            var statement = client.sql(query).param("from", from).param("to", from + tile.width());
            return (tile.level() == 0 ? statement : statement.param("level", tile.level()))
                    .query((row, number) -> Hash.of(row.getBytes(1)))
                    .list();
        });
        if (hashes.size() != tile.width()) {
            throw new IllegalStateException("The log holds " + hashes.size() + " of the " + tile.width()
                    + " hashes of tile " + tile.level() + "/" + tile.path());
        }
        return hashes;
    }

    /** The tile as it is handed out: its hashes, one after the other. */
    public byte[] bytes(Tile tile) {
        var out = new ByteArrayOutputStream(tile.width() * Hash.LENGTH);
        hashes(tile).forEach(hash -> out.writeBytes(hash.bytes()));
        return out.toByteArray();
    }

    /** Uses the primary key. */
    private static final String ENTRIES = """
            select entry
              from ledger.entry
             where position >= :from
               and position < :to
             order by position
            """;

    /** The exact bytes of the entries {@code [from, to)}. */
    public List<byte[]> entries(long from, long to) {
        return PostgresEventLog.asking(() -> client.sql(ENTRIES)
                .param("from", from)
                .param("to", to)
                .query((row, number) -> row.getBytes(1))
                .list());
    }

    /** Uses the primary key. */
    private static final String SOME_ENTRIES = """
            select position, entry
              from ledger.entry
             where position = any (:positions)
            """;

    /** The exact bytes of the entries at these positions; those that are not there are left out. */
    public Map<Long, byte[]> entries(List<Long> positions) {
        var found = new HashMap<Long, byte[]>();
        PostgresEventLog.asking(() -> {
            client.sql(SOME_ENTRIES)
                    .param("positions", positions.toArray(Long[]::new))
                    .query(row -> {
                        found.put(row.getLong("position"), row.getBytes("entry"));
                    });
            return found;
        });
        return found;
    }

    /** The entries under a tile of level 0, as a bundle. */
    public byte[] bundle(Tile tile) {
        var from = tile.index() * Tile.FULL;
        return EntryBundle.write(entries(from, from + tile.width()));
    }

    /** The nodes of the tree of that size. */
    public Nodes of(long size) {
        return nodes.of(size);
    }

    /** The root of the tree of that size. */
    public Hash root(long size) {
        return frontier(size).root();
    }

    /** The frontier of the tree of that size: the root of each complete subtree that the size has a bit for. */
    public Frontier frontier(long size) {
        var nodes = of(size);
        var peaks = new ByteArrayOutputStream();
        for (var from = 0L; from < size; ) {
            var level = 63 - Long.numberOfLeadingZeros(size - from);
            peaks.writeBytes(nodes.node(level, from >> level).bytes());
            from += 1L << level;
        }
        return Frontier.of(size, peaks.toByteArray());
    }
}
