package org.treatyledger.projections.live;

import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.TreatyId;

/**
 * The subscription query of those who watch: its answer is the size of the register now, its updates are the sizes
 * after each change that concerns the treaty. An update is a hint; what changed is read from the register.
 *
 * @param treaty null for every treaty
 */
public record WatchRegister(@Nullable TreatyId treaty) {

    boolean concerns(TreatyId changed) {
        return treaty == null || treaty.equals(changed);
    }
}
