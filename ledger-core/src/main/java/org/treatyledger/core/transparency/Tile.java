package org.treatyledger.core.transparency;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tile of the tree: up to 256 consecutive hashes of one level of tiles. Source: C2SP tlog-tiles.
 *
 * @param level the tile's level from 0; a hash in it is the root over {@code 256^level} leaves
 * @param index its index within the level, from 0
 * @param width the number of its hashes, 1 to 256; a tile with fewer than 256 is partial
 */
public record Tile(int level, long index, int width) {

    /** The number of hashes in a full tile. */
    public static final int FULL = 256;

    /** The number of tree levels that one level of tiles spans. */
    public static final int HEIGHT = 8;

    /** The highest level that a tree of at most 2^62 leaves has; a path may name levels up to 63. */
    public static final int HIGHEST = 7;

    private static final Pattern INDEX = Pattern.compile("(?:x\\d{3}/){0,5}\\d{3}");
    private static final Pattern WIDTH = Pattern.compile("[1-9]\\d{0,2}");

    public Tile {
        if (level < 0 || level > HIGHEST || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException("No tile: level " + level + ", index " + index + ", width " + width);
        }
    }

    /** Whether the tile is full, and so will never change. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The number of hashes that a tree of that size has at a level of tiles. */
    public static long hashesAt(int level, long size) {
        return level > HIGHEST ? 0 : size >> (HEIGHT * level);
    }

    /** Whether a tree of that size has this tile, at this width or, where it has grown since, a larger one. */
    public boolean isIn(long size) {
        var hashes = hashesAt(level, size);
        return hashes >= width && index <= (hashes - width) / FULL;
    }

    /** The path of its index, with the width where it is partial: {@code x001/x234/067.p/8}. */
    public String path() {
        var digits = new StringBuilder("%03d".formatted(index % 1_000));
        for (var rest = index / 1_000; rest > 0; rest /= 1_000) {
            digits.insert(0, "x%03d/".formatted(rest % 1_000));
        }
        return isFull() ? digits.toString() : digits + ".p/" + width;
    }

    /** The tile at that level that such a path names, or none where it names none. */
    public static Optional<Tile> parse(int level, String path) {
        var partial = path.indexOf(".p/");
        var index = partial < 0 ? path : path.substring(0, partial);
        var width = partial < 0 ? null : path.substring(partial + 3);
        if (level < 0 || level > HIGHEST || !INDEX.matcher(index).matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(index.replace("x", "").replace("/", ""));
        if (width == null) {
            return canonical(new Tile(level, number, FULL), path);
        }
        if (!WIDTH.matcher(width).matches() || Integer.parseInt(width) >= FULL) {
            return Optional.empty();
        }
        return canonical(new Tile(level, number, Integer.parseInt(width)), path);
    }

    /** A number has one way to be written: without leading elements that are zero. */
    private static Optional<Tile> canonical(Tile tile, String path) {
        return tile.path().equals(path) ? Optional.of(tile) : Optional.empty();
    }
}
