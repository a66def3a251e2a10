package org.treatyledger.api.axon;

import org.treatyledger.core.log.CommandReceipt;

/** Ends a unit of work whose command was recorded before, by whoever was quicker. */
final class CommandAlreadyRecorded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CommandReceipt receipt;

    CommandAlreadyRecorded(CommandReceipt receipt) {
        super("Already recorded: " + receipt.commandId(), null, false, false);
        this.receipt = receipt;
    }

    CommandReceipt receipt() {
        return receipt;
    }
}
