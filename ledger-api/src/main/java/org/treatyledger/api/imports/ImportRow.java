package org.treatyledger.api.imports;

import java.util.Optional;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row of a file.
 *
 * @param line the line of the file on which it ends, from 1
 * @param treaty what stands in the column of that name
 * @param action its other cells, as the action that the contract would take; empty cells are left out
 * @param tooLong whether it has more cells than the header has columns
 */
record ImportRow(int line, String treaty, ObjectNode action, boolean tooLong) {

    /** The day it names, as text, or an empty one; only for putting rows in order. */
    String date() {
        return action.path("date").asString("");
    }

    /** Whether it is a signature: the first act of a day in law. */
    boolean isSignature() {
        return action.path("action").asString("").equals("sign");
    }

    /** The treaty, or none where the cell names none. */
    Optional<TreatyId> treatyId() {
        return TreatyId.parse(treaty);
    }
}
