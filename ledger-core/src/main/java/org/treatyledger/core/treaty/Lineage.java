package org.treatyledger.core.treaty;

import java.util.HashSet;
import java.util.Optional;
import java.util.function.Function;
import org.treatyledger.core.vocabulary.TreatyId;

/**
 * The treaties that a treaty belongs to. Two that name each other are refused, but two nodes may record them at one
 * time: such a parent is then none, so that every answer stays an answer.
 */
public final class Lineage {

    private Lineage() {}

    /** The parent that counts: the one that a treaty's clauses name, unless following parents leads back to it. */
    public static Optional<TreatyId> parentOf(TreatyId treaty, Function<TreatyId, Optional<TreatyId>> named) {
        var parent = named.apply(treaty);
        var seen = new HashSet<TreatyId>();
        for (var ancestor = parent; ancestor.isPresent(); ancestor = named.apply(ancestor.get())) {
            if (ancestor.get().equals(treaty)) {
                return Optional.empty();
            }
            if (!seen.add(ancestor.get())) {
                return parent; // a circle further up, which is not this treaty's
            }
        }
        return parent;
    }
}
