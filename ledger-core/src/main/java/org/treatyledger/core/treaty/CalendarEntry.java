package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * A day on which something takes effect, opens or ends, if nothing else is received.
 *
 * @param key what the entry is about, whatever its day: the same for as long as the act behind it stands
 * @param participant null for the treaty itself
 * @param trace the arithmetic, in steps that a person can check
 * @param evidence the positions that it rests on; never empty
 * @param revision the number of acts known since the one behind it, any of which may have moved the day: it never falls
 */
public record CalendarEntry(
        String key,
        LocalDate day,
        Kind kind,
        @Nullable ParticipantId participant,
        String sentence,
        List<String> trace,
        List<Long> evidence,
        int revision) {

    /** What happens on the day. */
    public enum Kind {
        /** The treaty itself enters into force. */
        TREATY_ENTRY_INTO_FORCE("treaty-entry-into-force"),
        /** The treaty itself ceases to be in force for want of parties. */
        TREATY_CEASES("treaty-ceases"),
        /** It enters into force for one participant. */
        ENTRY_INTO_FORCE("entry-into-force"),
        /** The first day on which a party is one no more. */
        EXIT("exit"),
        /** The first day on which the treaty may be signed. */
        SIGNATURE_OPENS("signature-opens"),
        /** The last day on which it may. */
        SIGNATURE_CLOSES("signature-closes"),
        /** The last day on which a declaration holds. */
        DECLARATION_LAPSES("declaration-lapses"),
        /** The first day on which a party may notify its withdrawal. */
        LOCK_IN_ENDS("lock-in-ends"),
        /** A day of deposit after which waiting one day costs more than one. */
        BOUNDARY_DAY("boundary-day");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word used in the contract. */
        public String label() {
            return label;
        }

        /** The kind that the label names, or none. */
        public static Optional<Kind> parse(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label.equals(label))
                    .findFirst();
        }
    }

    public CalendarEntry {
        trace = List.copyOf(trace);
        evidence = List.copyOf(evidence);
    }
}
