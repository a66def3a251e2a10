package org.treatyledger.core.vocabulary;

/**
 * What somebody may ask the ledger to record. A plain interface, as {@link LedgerEvent} is; each implementation belongs
 * to a sealed family of its own.
 */
public interface LedgerCommand {

    /** The treaty that it concerns. */
    TreatyId treaty();

    /** The stream whose next event it asks for. */
    String stream();
}
