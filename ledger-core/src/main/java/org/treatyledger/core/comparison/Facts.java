package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.Act;
import org.treatyledger.core.treaty.Consent;
import org.treatyledger.core.treaty.History;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * What the ledger knows of one participant through one consent: what a row of a table can be about.
 *
 * @param consent null where it only signed, or is bound without having consented
 * @param membership null where the treaty is not in force through that consent
 */
record Facts(
        ParticipantId participant,
        @Nullable Act signed,
        @Nullable Consent consent,
        @Nullable Membership membership) {

    /** Everything that was received by that day, a consent each; the mere signature where there is none. */
    static List<Facts> of(LegalStatus status, ParticipantId participant, LocalDate day) {
        var history = status.history(participant);
        var signed = history.flatMap(History::signature)
                .filter(act -> !act.receivedOn().isAfter(day))
                .orElse(null);
        var through = history.stream()
                .flatMap(it -> it.consents().stream())
                .filter(consent -> !consent.depositedOn().isAfter(day))
                .map(consent -> new Facts(participant, signed, consent, period(status, consent)))
                .toList();
        if (!through.isEmpty()) {
            return through;
        }
        var unasked = status.memberships(participant).stream()
                .filter(period -> period.consent() == null)
                .reduce((earlier, later) -> later);
        return signed == null && unasked.isEmpty()
                ? List.of()
                : List.of(new Facts(participant, signed, null, unasked.orElse(null)));
    }

    private static @Nullable Membership period(LegalStatus status, Consent consent) {
        return status.memberships(consent.participant()).stream()
                .filter(period -> consent.equals(period.consent()))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    LocalDate signature() {
        return signed == null ? null : signed.receivedOn();
    }

    @Nullable
    LocalDate deposit() {
        return consent == null ? null : consent.depositedOn();
    }

    @Nullable
    LocalDate entersIntoForce() {
        return membership == null ? null : membership.entersIntoForceOn();
    }

    @Nullable
    ConsentMeans means() {
        return consent == null ? null : consent.means();
    }

    boolean isSuccession() {
        return means() == ConsentMeans.SUCCESSION;
    }

    /** The first day on which it is no party, by what had been received by that day; null where none. */
    @Nullable
    LocalDate exit(LocalDate day) {
        var exits = membership == null ? null : membership.exitsOn();
        var notice = consent == null ? null : consent.standingNotice();
        return notice != null && notice.receivedOn().isAfter(day) ? null : exits;
    }

    /** The receipt of the last notification of withdrawal, also of one that was revoked; null where none. */
    Consent.@Nullable Notice notice(LocalDate day) {
        return consent == null
                ? null
                : consent.notices().stream()
                        .filter(notice -> !notice.receivedOn().isAfter(day))
                        .reduce((earlier, later) -> later)
                        .orElse(null);
    }

    /** What the ledger has for a column of days; null where nothing. */
    @Nullable
    LocalDate in(Column column, LocalDate day) {
        return switch (column) {
            case SIGNATURE -> signature();
            case DEPOSIT -> deposit();
            case ENTRY_INTO_FORCE -> entersIntoForce();
            case WITHDRAWAL_NOTIFIED -> {
                var notice = notice(day);
                yield notice == null ? null : notice.receivedOn();
            }
            case EXIT, WITHDRAWAL -> exit(day);
            case PARTICIPANT, NUMBER, MEANS -> null;
        };
    }

    /** The positions that all of it rests on. */
    List<Long> evidence() {
        var evidence = new TreeSet<Long>();
        Stream.ofNullable(signed).forEach(act -> evidence.addAll(act.evidence()));
        Stream.ofNullable(consent).forEach(it -> evidence.addAll(it.evidence()));
        Stream.ofNullable(membership).forEach(it -> evidence.addAll(it.evidence()));
        return List.copyOf(evidence);
    }

    /** The steps by which it entered into force, and no further. */
    List<String> entrySteps() {
        if (membership == null) {
            return List.of();
        }
        var steps = membership.trace();
        var enters = membership.entersIntoForceOn().toString();
        for (var i = 0; i < steps.size(); i++) {
            if (steps.get(i).endsWith(enters)) {
                return steps.subList(0, i + 1);
            }
        }
        return steps;
    }

    /** The day that the depositary circulated the instrument, where that is another and on record. */
    @Nullable
    LocalDate circulated() {
        return consent == null ? null : consent.act().event().communication().circulatedOn();
    }
}
