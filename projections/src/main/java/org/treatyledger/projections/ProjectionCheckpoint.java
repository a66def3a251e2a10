package org.treatyledger.projections;

import org.treatyledger.core.transparency.Frontier;

/**
 * How far a projection has come, in the transaction of its rows: built from exactly the entries under this frontier.
 *
 * @param version of the projection's tables and rules; rows of another version are rebuilt
 */
public record ProjectionCheckpoint(String projection, int version, Frontier frontier) {

    /** The number of entries applied, which is the next position. */
    public long size() {
        return frontier.size();
    }
}
