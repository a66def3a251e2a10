package org.treatyledger.core.rules;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.Citation;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/**
 * A treaty's final clauses: who may do what, and when it takes effect. They are data inside the event that registers
 * the treaty, so that a replay in twenty years needs no other file (ADR 0005).
 *
 * @param shortTitle how the treaty is cited; the title where there is none
 * @param reference the depositary's chapter and number, for example {@code XVIII-10}
 * @param zone whose calendar the legal dates are in
 * @param parent the treaty that this one amends or supplements, null where it stands alone
 * @param withdrawal null where the treaty has no exit clause (VCLT art. 56)
 * @param quorum null where the treaty lives on however few its parties are (VCLT art. 55)
 */
public record FinalClauses(
        TreatyId treaty,
        String title,
        @Nullable String shortTitle,
        @Nullable String reference,
        ZoneId zone,
        LocalDate adopted,
        @Nullable TreatyId parent,
        Signature signature,
        Consent consent,
        Reservations reservations,
        @Nullable String reservationsCitation,
        EntryIntoForceClause entryIntoForce,
        @Nullable ExitRule withdrawal,
        @Nullable Quorum quorum) {

    /**
     * How many parties a treaty needs to live on. Without such a clause it does not end by reason of their number
     * alone (VCLT art. 55).
     *
     * @param parties the treaty ceases on the day on which there are fewer
     * @param citation the provision, for example {@code art. XV} of the Genocide Convention
     */
    public record Quorum(int parties, @Nullable String citation) {}

    /**
     * When and with what effect the treaty may be signed.
     *
     * @param windows none where the treaty is not open for signature at all
     */
    public record Signature(
            List<Window> windows, Effect effect, @Nullable String citation) {

        /** Whether a signature alone binds. Source: VCLT art. 12. */
        public enum Effect {
            SIMPLE,
            DEFINITIVE
        }

        public Signature {
            windows = List.copyOf(windows);
        }

        /** Whether the treaty is open for signature on that day. */
        public boolean isOpenOn(LocalDate day) {
            return windows.stream().anyMatch(window -> window.contains(day));
        }
    }

    /**
     * A period open for signature, both days included. Source: Rome Statute art. 125(1).
     *
     * @param to null where the period has no end
     */
    public record Window(LocalDate from, @Nullable LocalDate to) {

        boolean contains(LocalDate day) {
            return !day.isBefore(from) && (to == null || !day.isAfter(to));
        }
    }

    /**
     * Who may consent to be bound, and by which means.
     *
     * @param signatories the means open to those who have signed
     * @param others the means open to those who have not
     */
    public record Consent(
            Set<ConsentMeans> signatories,
            Set<ConsentMeans> others,
            Eligible eligible,
            boolean regionalOrganizations,
            @Nullable String citation) {
        public Consent {
            signatories = Set.copyOf(signatories);
            others = Set.copyOf(others);
        }
    }

    /** To whom the treaty is open. */
    public sealed interface Eligible {

        /** The "all States" formula. Source: Rome Statute art. 125(1) and (3). */
        record AllStates() implements Eligible {}

        /** Parties to the parent treaty, and those becoming one. Source: Rome Statute art. 121(5). */
        record ParentParties() implements Eligible {}

        /** The participants that the treaty names. */
        record Named(SortedSet<ParticipantId> participants) implements Eligible {
            public Named {
                participants = new TreeSet<>(participants);
            }
        }
    }

    /** What the treaty says of reservations. Source: VCLT art. 19. */
    public enum Reservations {
        PROHIBITED,
        PERMITTED,
        SILENT
    }

    /**
     * When the treaty enters into force, for itself and for each State.
     *
     * @param date from the day the threshold is met to entry into force
     * @param perState from a State's own deposit to its own entry into force, where that is later
     */
    public record EntryIntoForceClause(
            Threshold threshold,
            DateRule date,
            DateRule perState,
            Scope scope,
            boolean countsOnlyParentParties,
            @Nullable String citation) {

        /** Whom the entry into force binds. */
        public enum Scope {
            /** Those that consent. */
            ALL,
            /** Those that consent, whether or not others do. Source: Rome Statute art. 121(5). */
            ACCEPTING_ONLY,
            /** Every party to the parent treaty, also one that has not accepted. Source: Rome Statute art. 121(4). */
            ALL_PARENT_PARTIES
        }

        /** The clause as it would be read aloud. */
        public String inWords() {
            return date.inWords(threshold.inWords());
        }

        @Override
        public String toString() {
            return inWords();
        }
    }

    /** The name by which the treaty is cited. */
    public String citedAs() {
        return shortTitle == null ? title : shortTitle;
    }

    /**
     * A provision of this treaty, or of the law of treaties where the rules name none. An amendment lives by another
     * treaty's provisions: rules name that treaty before a comma, {@code Rome Statute, art. 121(5)}.
     */
    public Citation cite(@Nullable String provision, Citation otherwise) {
        if (provision == null) {
            return otherwise;
        }
        var comma = provision.indexOf(", art");
        return comma < 0
                ? new Citation(citedAs(), provision)
                : new Citation(provision.substring(0, comma), provision.substring(comma + 2));
    }
}
