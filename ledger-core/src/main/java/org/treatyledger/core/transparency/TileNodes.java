package org.treatyledger.core.transparency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The nodes of a tree from its tiles: a proof needs one tile a level, so its cost grows with the logarithm of the log. The
 * tiles used last are kept; a tile of one width never changes, a partial one neither.
 */
public final class TileNodes {

    private static final int MOST_TILES = 512;

    private final Function<Tile, List<Hash>> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Tile, List<List<Hash>>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Tile, List<List<Hash>>> eldest) {
            return size() > MOST_TILES;
        }
    };

    /** @param source gives all hashes of a tile, or throws */
    public TileNodes(Function<Tile, List<Hash>> source) {
        this.source = source;
    }

    /** The nodes of the tree of that size. */
    public Nodes of(long size) {
        return (level, index) -> {
            var height = level % Tile.HEIGHT;
            var first = index << height; // the first of its hashes, within the level of tiles
            var levels = levels(at(level / Tile.HEIGHT, first / Tile.FULL, size));
            return levels.get(height).get((int) (first % Tile.FULL) >> height);
        };
    }

    private static Tile at(int level, long index, long size) {
        var hashes = Tile.hashesAt(level, size) - index * Tile.FULL;
        return new Tile(level, index, (int) Math.min(hashes, Tile.FULL));
    }

    /** The tree within a tile, from its hashes upwards. */
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
        var fresh = grown(source.apply(tile));
        lock.lock();
        try {
            kept.put(tile, fresh);
        } finally {
            lock.unlock();
        }
        return fresh;
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
