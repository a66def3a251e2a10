package org.treatyledger.core.transparency;

import java.util.List;

/** The tree as the specification writes it: slow, obvious, and the oracle for everything that is faster. */
public final class MerkleTree {

    private MerkleTree() {}

    /** The root over leaf hashes in order. Source: RFC 9162 section 2.1.1. */
    public static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.ofNothing();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        var split = Integer.highestOneBit(leaves.size() - 1);
        return Hash.ofNode(root(leaves.subList(0, split)), root(leaves.subList(split, leaves.size())));
    }
}
