package org.treatyledger.core.transparency;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right edge of the tree: the roots of its complete subtrees, largest first, one for each bit set in the size. It is
 * all that appending and the root need, in O(log n) space. Immutable.
 */
public final class Frontier {

    /** The frontier of the tree with no leaves. */
    public static final Frontier EMPTY = new Frontier(0, List.of());

    private final long size;
    private final List<Hash> peaks;

    /** The root once it was asked for; threads that ask at once compute the same. */
    private @Nullable Hash root;

    private Frontier(long size, List<Hash> peaks) {
        this.size = size;
        this.peaks = peaks;
    }

    /**
     * The frontier of a tree of that size from its bytes; throws {@link IllegalArgumentException} where their number
     * does not fit the size.
     */
    public static Frontier of(long size, byte[] bytes) {
        if (size < 0 || bytes.length != Long.bitCount(size) * Hash.LENGTH) {
            throw new IllegalArgumentException(
                    "A frontier of size " + size + " does not have " + bytes.length + " bytes");
        }
        var peaks = new ArrayList<Hash>();
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            var peak = new byte[Hash.LENGTH];
            buffer.get(peak);
            peaks.add(Hash.of(peak));
        }
        return new Frontier(size, List.copyOf(peaks));
    }

    /** Told of each subtree that a leaf completes: its level from 1, its index within the level, and its root. */
    @FunctionalInterface
    public interface Completed {
        void subtree(int level, long index, Hash root);
    }

    /** The frontier with one more leaf. */
    public Frontier with(Hash leaf) {
        return with(leaf, (level, index, root) -> {});
    }

    /** The frontier with one more leaf; every subtree that the leaf completes is told of, smallest first. */
    public Frontier with(Hash leaf, Completed completed) {
        var grown = new ArrayList<>(peaks);
        var node = leaf;
        var level = 0;
        for (var bits = size; (bits & 1) == 1; bits >>= 1) {
            node = Hash.ofNode(grown.removeLast(), node);
            level++;
            completed.subtree(level, size >> level, node);
        }
        grown.add(node);
        return new Frontier(size + 1, List.copyOf(grown));
    }

    /** The number of leaves. */
    public long size() {
        return size;
    }

    /** The root of the whole tree. Source: RFC 9162 section 2.1.1. */
    public Hash root() {
        var known = root;
        if (known == null) {
            known = peaks.isEmpty() ? Hash.ofNothing() : rootOfPeaks();
            root = known;
        }
        return known;
    }

    private Hash rootOfPeaks() {
        var hash = peaks.getLast();
        for (var i = peaks.size() - 2; i >= 0; i--) {
            hash = Hash.ofNode(peaks.get(i), hash);
        }
        return hash;
    }

    /** The peaks' bytes, to be read back by {@link #of}. */
    public byte[] bytes() {
        var buffer = ByteBuffer.allocate(peaks.size() * Hash.LENGTH);
        peaks.forEach(peak -> buffer.put(peak.bytes()));
        return buffer.array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frontier frontier && size == frontier.size && peaks.equals(frontier.peaks);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size) * 31 + peaks.hashCode();
    }
}
