package org.treatyledger.core.transparency;

/**
 * Where the hashes of a tree's complete subtrees come from: a database, tiles, or memory.
 *
 * <p>The node at level {@code l} and index {@code i} is the root over the leaves {@code [i * 2^l, (i + 1) * 2^l)}; at
 * level 0 it is a leaf.
 */
@FunctionalInterface
public interface Nodes {

    /** The hash of a complete subtree that lies within the tree. */
    Hash node(int level, long index);
}
