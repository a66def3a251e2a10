package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * What a list says of one participant on a day: the row of a status table.
 *
 * @param signedOn null where it had not signed by that day
 * @param consent the consent that stands on the day, or through which it last was a party before it; null where none
 * @param period the period through that consent, or in which an amendment binds it without one; null where none
 */
public record Particulars(
        ParticipantId participant,
        Status status,
        @Nullable LocalDate signedOn,
        @Nullable Consent consent,
        @Nullable Membership period) {

    /** The particulars of a participant on a day. */
    public static Particulars of(LegalStatus status, ParticipantId id, LocalDate day) {
        var history = status.history(id);
        var consent = history.flatMap(it -> relevantConsent(it, status, day));
        var period = consent.flatMap(it -> through(status, it)).or(() -> withoutConsent(status, id, day));
        var signedOn = history.flatMap(History::signature).map(Act::receivedOn).filter(signed -> !signed.isAfter(day));
        return new Particulars(
                id, status.status(id, day), signedOn.orElse(null), consent.orElse(null), period.orElse(null));
    }

    private static Optional<Consent> relevantConsent(History history, LegalStatus status, LocalDate day) {
        return history.consentOn(day).or(() -> status.memberships(history.participant()).stream()
                .filter(membership -> !membership.entersIntoForceOn().isAfter(day))
                .flatMap(membership -> Stream.ofNullable(membership.consent()))
                .reduce((earlier, later) -> later));
    }

    private static Optional<Membership> withoutConsent(LegalStatus status, ParticipantId id, LocalDate day) {
        return status.memberships(id).stream()
                .filter(membership -> membership.consent() == null
                        && !membership.entersIntoForceOn().isAfter(day))
                .reduce((earlier, later) -> later);
    }

    private static Optional<Membership> through(LegalStatus status, Consent consent) {
        return status.memberships(consent.participant()).stream()
                .filter(membership -> consent.equals(membership.consent()))
                .findFirst();
    }

    /** The day of deposit, signature or notification; null where it has not consented. */
    public @Nullable LocalDate depositedOn() {
        return consent == null ? null : consent.depositedOn();
    }

    /** How it consented; null where it has not. */
    public @Nullable ConsentMeans means() {
        return consent == null ? null : consent.means();
    }

    /** The day of entry into force for it; null where there is none. */
    public @Nullable LocalDate entersIntoForceOn() {
        return period == null ? null : period.entersIntoForceOn();
    }

    /** The first day on which it is a party no more; null where there is none. */
    public @Nullable LocalDate exitsOn() {
        return period == null ? null : period.exitsOn();
    }
}
