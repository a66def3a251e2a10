package org.treatyledger.core.treaty;

import java.util.List;

/** What the law makes of a command. */
public sealed interface Decision {

    /**
     * The acts to record.
     *
     * @param effects what follows for whom once they are recorded
     * @param warnings what a careful depositary would ask about, though the law does not refuse it
     */
    record Accepted(List<TreatyEvent> events, List<Effect> effects, List<Warning> warnings) implements Decision {
        public Accepted {
            events = List.copyOf(events);
            effects = List.copyOf(effects);
            warnings = List.copyOf(warnings);
        }
    }

    /** The obstacle. */
    record Refused(Refusal refusal) implements Decision {}

    /** Something to ask about before recording, with a stable code. */
    record Warning(String code, String sentence) {}
}
