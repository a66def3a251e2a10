package org.treatyledger.projections;

import org.treatyledger.core.transparency.Frontier;

/**
 * How far a projection has come, in the transaction of its rows: built from exactly the entries under this frontier.
 *
 * @param version of the projection's tables and rules; rows of another version are rebuilt
 * @param generation counts from 1 how often the rows were built anew beside those before them
 */
public record ProjectionCheckpoint(String projection, int version, long generation, Frontier frontier) {

    /** The number of entries applied, which is the next position. */
    public long size() {
        return frontier.size();
    }
}
