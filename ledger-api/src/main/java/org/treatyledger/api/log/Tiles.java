package org.treatyledger.api.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.Nodes;
import org.treatyledger.core.transparency.Tile;

/**
 * The log's tree as tiles, read from the rows: level 0 from the entries, the others from the subtrees that appends have
 * completed. A proof needs one tile a level, so its cost grows with the logarithm of the log; the last used are kept.
 */
public final class Tiles {

    private static final int MOST_TILES = 512;

    private final JdbcClient client;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Tile, List<List<Hash>>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, List<List<Hash>>> eldest) {
            return size() > MOST_TILES;
        }
    };

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

    /** The nodes of the tree of that size: one tile is read for eight levels. */
    public Nodes of(long size) {
        return (level, index) -> {
            var height = level % Tile.HEIGHT;
            var first = index << height; // the first of its hashes, within the level of tiles
            var levels = levels(at(level / Tile.HEIGHT, first / Tile.FULL, size));
            return levels.get(height).get((int) (first % Tile.FULL) >> height);
        };
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

    private static Tile at(int level, long index, long size) {
        var hashes = Tile.hashesAt(level, size) - index * Tile.FULL;
        return new Tile(level, index, (int) Math.min(hashes, Tile.FULL));
    }

    /** The tree within a tile, from its hashes upwards. A partial tile of one width never changes either. */
    private List<List<Hash>> levels(Tile tile) {
        lock.lock();
        try {
            var known = kept.get(tile);
            if (known != null) {
                return known;
            }
        } finally {
            lock.unlock();
        }
        var fresh = grown(hashes(tile));
        keep(tile, fresh);
        return fresh;
    }

    private void keep(Tile full, List<List<Hash>> levels) {
        lock.lock();
        try {
            kept.put(full, levels);
        } finally {
            lock.unlock();
        }
    }

    private static List<List<Hash>> grown(List<Hash> hashes) {
        var levels = new ArrayList<List<Hash>>();
        levels.add(hashes);
        for (var level = hashes; level.size() > 1; level = levels.getLast()) {
            var above = new ArrayList<Hash>(level.size() / 2);
            for (var i = 0; i + 1 < level.size(); i += 2) {
                above.add(Hash.ofNode(level.get(i), level.get(i + 1)));
            }
            levels.add(above);
        }
        return levels;
    }
}
