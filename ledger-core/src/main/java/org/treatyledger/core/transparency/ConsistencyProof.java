package org.treatyledger.core.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * That the tree of one size is the beginning of the tree of another: nothing in it was changed, removed or inserted.
 * Source: RFC 9162 section 2.1.4.
 *
 * @param from the size of the older tree
 * @param to the size of the newer
 */
public record ConsistencyProof(long from, long to, List<Hash> hashes) {

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * The proof, without hashes where one tree is empty or both are the same; throws {@link IllegalArgumentException}
     * for sizes that do not follow on one another.
     */
    public static ConsistencyProof of(long from, long to, Nodes nodes) {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("A tree of size " + from + " does not grow to size " + to);
        }
        if (from == 0 || from == to) {
            return new ConsistencyProof(from, to, List.of());
        }
        var hashes = new ArrayList<Hash>();
        var start = 0L;
        var end = to;
        var whole = true; // whether the range that is left is the whole older tree, whose root the verifier has
        while (end != from) {
            var middle = start + Ranges.split(end - start);
            if (from <= middle) {
                hashes.add(Ranges.root(nodes, middle, end));
                end = middle;
            } else {
                hashes.add(Ranges.root(nodes, start, middle));
                start = middle;
                whole = false;
            }
        }
        if (!whole) {
            hashes.add(Ranges.root(nodes, start, end));
        }
        return new ConsistencyProof(from, to, hashes.reversed());
    }

    /** Whether it proves that the tree with the newer root grew from that with the older. RFC 9162 section 2.1.4.2. */
    public boolean proves(Hash older, Hash newer) {
        if (from <= 0 || to < from) {
            return false; // every tree grew from the empty one, which proves nothing
        }
        if (from == to) {
            return hashes.isEmpty() && older.equals(newer);
        }
        var path = new ArrayList<Hash>();
        if (Long.bitCount(from) == 1) {
            path.add(older);
        }
        path.addAll(hashes);
        return !path.isEmpty() && climb(path, older, newer);
    }

    private boolean climb(List<Hash> path, Hash older, Hash newer) {
        var position = from - 1;
        var last = to - 1;
        while ((position & 1) == 1) {
            position >>= 1;
            last >>= 1;
        }
        var oldRoot = path.getFirst();
        var newRoot = path.getFirst();
        for (var sibling : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                oldRoot = Hash.ofNode(sibling, oldRoot);
                newRoot = Hash.ofNode(sibling, newRoot);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                newRoot = Hash.ofNode(newRoot, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && oldRoot.equals(older) && newRoot.equals(newer);
    }
}
