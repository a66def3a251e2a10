package org.treatyledger.core.transparency;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Roots of ranges of leaves, put together from complete subtrees: O(log n) nodes each. Source: RFC 9162 section 2.1. */
final class Ranges {

    private Ranges() {}

    /**
     * The root over the leaves {@code [from, to)}, as the tree has it: {@code from} must be a multiple of the largest
     * power of two below {@code to - from}, as every range is that splitting a tree gives.
     */
    static Hash root(Nodes nodes, long from, long to) {
        var peaks = new ArrayList<Hash>();
        var start = from;
        while (start < to) {
            var level = 63 - Long.numberOfLeadingZeros(to - start);
            peaks.add(nodes.node(level, start >> level));
            start += 1L << level;
        }
        Collections.reverse(peaks);
        return joined(peaks);
    }

    private static Hash joined(List<Hash> smallestFirst) {
        if (smallestFirst.isEmpty()) {
            return Hash.ofNothing();
        }
        var root = smallestFirst.getFirst();
        for (var left : smallestFirst.subList(1, smallestFirst.size())) {
            root = Hash.ofNode(left, root);
        }
        return root;
    }

    /** The size of the left part where a tree of more than one leaf splits: the largest power of two below the size. */
    static long split(long size) {
        return Long.highestOneBit(size - 1);
    }
}
