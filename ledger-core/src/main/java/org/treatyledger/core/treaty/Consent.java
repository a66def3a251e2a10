package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * One expression of consent to be bound, and what became of it.
 *
 * @param depositedOn the day on which the depositary received the instrument, signature or notification
 * @param countsFrom the day from which it counts: the same, but for a succession the day of the succession of States
 * @param takenBack the act that withdrew the instrument before entry into force, null where none did
 * @param notices the notifications of withdrawal, oldest first
 * @param cessation the State's ceasing to exist while the consent stood, null where it did not
 */
public record Consent(
        ParticipantId participant,
        ConsentMeans means,
        LocalDate depositedOn,
        LocalDate countsFrom,
        Act act,
        @Nullable Act takenBack,
        List<Notice> notices,
        @Nullable Act cessation) {

    /**
     * A notification of withdrawal.
     *
     * @param byRule the day of effect that the exit clause and the notification give
     * @param exitsOn the day on which it takes effect: the first on which the State is no party; null while a
     *     circumstance that postpones it has no end
     * @param endedBy its revocation, or the notification in its place; null where it stands
     */
    public record Notice(
            Act act,
            LocalDate byRule,
            @Nullable LocalDate exitsOn,
            @Nullable Act endedBy) {

        /** The day on which the depositary received it. */
        public LocalDate receivedOn() {
            return act.receivedOn();
        }

        /** The day on which its revocation, or a notification in its place, was received; null where it stands. */
        public @Nullable LocalDate revokedOn() {
            return endedBy == null ? null : endedBy.receivedOn();
        }

        Notice ended(Act by) {
            return endedBy == null ? new Notice(act, byRule, exitsOn, by) : this;
        }

        Notice exitingOn(@Nullable LocalDate day) {
            return new Notice(act, byRule, day, endedBy);
        }

        /** Whether it had been received and neither revoked nor taken effect on that day. */
        boolean isPendingOn(LocalDate day) {
            var revoked = revokedOn();
            return !day.isBefore(receivedOn())
                    && (exitsOn == null || day.isBefore(exitsOn))
                    && (revoked == null || day.isBefore(revoked));
        }
    }

    public Consent {
        notices = List.copyOf(notices);
    }

    /** The day on which the instrument was taken back, or null. */
    public @Nullable LocalDate takenBackOn() {
        return takenBack == null ? null : takenBack.receivedOn();
    }

    /** The day on which the State ceased to exist, or null. */
    public @Nullable LocalDate ceasedOn() {
        return cessation == null ? null : cessation.receivedOn();
    }

    /** The notification of withdrawal that stands, or null. */
    public @Nullable Notice standingNotice() {
        var last = notices.isEmpty() ? null : notices.getLast();
        return last != null && last.endedBy() == null ? last : null;
    }

    /** The day on which a withdrawal took or takes effect, or null. */
    public @Nullable LocalDate exitsOn() {
        var notice = standingNotice();
        return notice == null ? null : notice.exitsOn();
    }

    /** The first day on which the consent no longer stands, or null. */
    public @Nullable LocalDate endsOn() {
        return earliest(earliest(takenBackOn(), exitsOn()), ceasedOn());
    }

    /** Whether the consent stands on that day. */
    public boolean standsOn(LocalDate day) {
        var end = endsOn();
        return !day.isBefore(countsFrom) && (end == null || day.isBefore(end));
    }

    /**
     * Whether another State may succeed to it on that day: while it stands, and where it bound a State until that ceased
     * to exist, from then on. VCSST 1978 art. 34.
     */
    boolean isThereToSucceedTo(LocalDate day) {
        var ceased = ceasedOn();
        var inherited =
                ceased != null && ceased.equals(endsOn()) && countsFrom.isBefore(ceased) && !day.isBefore(ceased);
        return inherited || standsOn(day);
    }

    static @Nullable LocalDate earliest(@Nullable LocalDate a, @Nullable LocalDate b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    /** The positions of every act that made it what it is, ascending: notices and what became of them too. */
    public List<Long> evidence() {
        var noticed = notices.stream()
                .flatMap(notice -> Stream.concat(Stream.of(notice.act()), Stream.ofNullable(notice.endedBy())));
        var others = Stream.of(Stream.of(act), Stream.ofNullable(takenBack), Stream.ofNullable(cessation), noticed);
        return others.flatMap(acts -> acts)
                .flatMap(one -> one.evidence().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The positions of the act that ended it; empty while it stands. */
    List<Long> whyEnded() {
        var end = endsOn();
        var notice = standingNotice();
        if (end == null) {
            return List.of();
        }
        if (takenBack != null && end.equals(takenBackOn())) {
            return takenBack.evidence();
        }
        return notice != null && end.equals(notice.exitsOn())
                ? notice.act().evidence()
                : Objects.requireNonNull(cessation).evidence();
    }

    Consent takenBackBy(Act withdrawal) {
        return new Consent(participant, means, depositedOn, countsFrom, act, withdrawal, notices, cessation);
    }

    Consent endedBy(Act ceasing) {
        return new Consent(participant, means, depositedOn, countsFrom, act, takenBack, notices, ceasing);
    }

    Consent with(List<Notice> changed) {
        return new Consent(participant, means, depositedOn, countsFrom, act, takenBack, changed, cessation);
    }
}
