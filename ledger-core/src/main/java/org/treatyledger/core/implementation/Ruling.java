package org.treatyledger.core.implementation;

import java.util.List;
import org.treatyledger.core.treaty.Decision.Warning;
import org.treatyledger.core.treaty.Refusal;

/** What becomes of a command to the register of national implementation. */
public sealed interface Ruling {

    /**
     * The entries to record. Nothing follows from them in the law of the treaty.
     *
     * @param warnings what a careful keeper would ask about, though nothing refuses it
     */
    record Accepted(List<ImplementationEvent> events, List<Warning> warnings) implements Ruling {
        public Accepted {
            events = List.copyOf(events);
            warnings = List.copyOf(warnings);
        }
    }

    /** The obstacle. */
    record Refused(Refusal refusal) implements Ruling {}
}
