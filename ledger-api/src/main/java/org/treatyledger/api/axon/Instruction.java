package org.treatyledger.api.axon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerCommand;

/**
 * A command on its way: what is asked, by whom, under which id.
 *
 * @param commandId the idempotency key, at most 200 characters
 * @param digest what the command says, hashed
 * @param receivedAt when the ledger received it
 * @param expectedVersion the version of the stream that a person saw, null where any will do
 * @param preview whether to answer what would happen, and record nothing
 */
public record Instruction(
        LedgerCommand command,
        String commandId,
        String digest,
        Actor actor,
        Instant receivedAt,
        @Nullable Long expectedVersion,
        boolean preview) {

    static final String KEY = "instruction";

    /** The stream that the command concerns. */
    String stream() {
        return command.stream();
    }
}
