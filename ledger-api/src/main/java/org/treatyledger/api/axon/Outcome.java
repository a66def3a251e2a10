package org.treatyledger.api.axon;

import org.treatyledger.core.treaty.Refusal;

/** What became of an instruction. */
public sealed interface Outcome {

    /**
     * It is recorded, durably.
     *
     * @param version the number of events in the stream after it
     * @param answer effects and warnings as JSON
     * @param replayed whether it had been recorded before, and this is the first answer again
     */
    record Recorded(long firstPosition, long lastPosition, long version, String answer, boolean replayed)
            implements Outcome {}

    /** It would be accepted; nothing is recorded. */
    record Previewed(long version, String answer) implements Outcome {}

    /** The law or the register says no; nothing is recorded. */
    record Refused(Refusal refusal) implements Outcome {}

    /** The stream has moved on since the person looked. */
    record VersionMoved(long version) implements Outcome {}

    /** The id was used for another command. */
    record CommandIdReused(String commandId) implements Outcome {}
}
