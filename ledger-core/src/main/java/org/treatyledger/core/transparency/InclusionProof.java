package org.treatyledger.core.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * That a leaf stands at an index of the tree of a size: the siblings on its way to the root, from the leaf upwards.
 * Source: RFC 9162 section 2.1.3.
 *
 * @param index the leaf's index, from 0
 * @param size the number of leaves of the tree
 */
public record InclusionProof(long index, long size, List<Hash> hashes) {

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** The proof; throws {@link IllegalArgumentException} where the tree has no such leaf. */
    public static InclusionProof of(long index, long size, Nodes nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("A tree of size " + size + " has no leaf " + index);
        }
        var hashes = new ArrayList<Hash>();
        var from = 0L;
        var to = size;
        while (to - from > 1) {
            var middle = from + Ranges.split(to - from);
            if (index < middle) {
                hashes.add(Ranges.root(nodes, middle, to));
                to = middle;
            } else {
                hashes.add(Ranges.root(nodes, from, middle));
                from = middle;
            }
        }
        return new InclusionProof(index, size, hashes.reversed());
    }

    /** Whether it proves that this leaf belongs to the tree with this root. Source: RFC 9162 section 2.1.3.2. */
    public boolean proves(Hash leaf, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        var position = index;
        var last = size - 1;
        var hash = leaf;
        for (var sibling : hashes) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                hash = Hash.ofNode(sibling, hash);
                while ((position & 1) == 0 && position != 0) {
                    position >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
