package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.CalendarEntry.Kind;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/**
 * The days that a status knows of: computed from the acts and the rules like everything else, so that what will never
 * happen, because an instrument was taken back or a withdrawal revoked, has no day.
 */
public final class LegalCalendar {

    /** What is shown where nothing else is asked: everything but advice on when to deposit. */
    public static final Set<Kind> USUAL = EnumSet.complementOf(EnumSet.of(Kind.BOUNDARY_DAY));

    private static final Comparator<CalendarEntry> IN_ORDER = Comparator.comparing(CalendarEntry::day)
            .thenComparing(CalendarEntry::kind)
            .thenComparing(CalendarEntry::key);

    private final LegalStatus status;
    private final Participants participants;
    private final List<CalendarEntry> entries = new ArrayList<>();

    private LegalCalendar(LegalStatus status, Participants participants) {
        this.status = status;
        this.participants = participants;
    }

    /**
     * The entries of some kinds from one day to another, both included, soonest first.
     *
     * @param to null for no end; boundary days, of which there is no end, are then those of one year
     */
    public static List<CalendarEntry> between(
            LegalStatus status, Participants participants, LocalDate from, @Nullable LocalDate to, Set<Kind> kinds) {
        var calendar = new LegalCalendar(status, participants);
        calendar.collect();
        if (kinds.contains(Kind.BOUNDARY_DAY)) {
            calendar.boundaryDays(from, to);
        }
        return calendar.entries.stream()
                .filter(entry -> kinds.contains(entry.kind()))
                .filter(entry -> !entry.day().isBefore(from)
                        && (to == null || !entry.day().isAfter(to)))
                .sorted(IN_ORDER)
                .toList();
    }

    private void collect() {
        status.inForceSince().ifPresent(this::treatyEnters);
        var windows = status.clauses().signature().windows();
        for (var i = 0; i < windows.size(); i++) {
            var window = windows.get(i);
            rule(Kind.SIGNATURE_OPENS, "window-" + i, window.from(), "Opens for signature.");
            if (window.to() != null) {
                rule(Kind.SIGNATURE_CLOSES, "window-" + i, window.to(), "Last day for signature.");
            }
        }
        status.everParties().forEach(who -> status.memberships(who).forEach(this::membership));
        for (var history : status.histories()) {
            history.declarations().forEach(declaration -> lapse(history.participant(), declaration));
        }
    }

    private void treatyEnters(LocalDate day) {
        var evidence = new ArrayList<>(List.of(status.registeredAt())); // the rules, where no instrument was needed
        evidence.addAll(status.findingEvidence());
        add(
                Kind.TREATY_ENTRY_INTO_FORCE,
                null,
                status.registeredAt(),
                new Said(day, "The treaty enters into force.", status.trace(), evidence));
        status.ceasedOn()
                .ifPresent(end -> add(
                        Kind.TREATY_CEASES,
                        null,
                        status.registeredAt(),
                        new Said(end, "The treaty ceases to be in force.", status.trace(), evidence)));
    }

    private void rule(Kind kind, String which, LocalDate day, String sentence) {
        entries.add(new CalendarEntry(
                key(kind, which), day, kind, null, sentence, List.of(), List.of(status.registeredAt()), 0));
    }

    private void membership(Membership membership) {
        var who = membership.participant();
        var consent = membership.consent();
        var root = consent == null ? status.registeredAt() : consent.act().position();
        add(
                Kind.ENTRY_INTO_FORCE,
                who,
                root,
                new Said(
                        membership.entersIntoForceOn(),
                        "Enters into force for " + participants.nameOf(who) + ".",
                        membership.trace(),
                        membership.evidence()));
        var exitsOn = membership.exitsOn();
        if (exitsOn != null) {
            add(Kind.EXIT, who, root, exit(membership, exitsOn));
        }
        lockIn(membership, root);
    }

    private Said exit(Membership membership, LocalDate day) {
        var consent = membership.consent();
        var name = participants.nameOf(membership.participant());
        var sentence = consent != null && day.equals(consent.ceasedOn())
                ? name + " ceases to exist, and to be a party."
                : name + " ceases to be a party.";
        return new Said(day, sentence, membership.trace(), membership.evidence());
    }

    private void lockIn(Membership membership, long root) {
        var rule = status.clauses().withdrawal();
        var lockIn = rule == null ? null : rule.lockIn();
        var consent = membership.consent();
        if (lockIn == null || consent == null || consent.standingNotice() != null) {
            return;
        }
        var entered = membership.entersIntoForceOn();
        var exits = membership.exitsOn();
        var trace = new ArrayList<>(List.of("in force for the State " + entered));
        trace.addAll(lockIn.steps(entered, null));
        var who = membership.participant();
        lockIn.from(entered, null)
                .filter(day -> day.isAfter(entered) && (exits == null || day.isBefore(exits)))
                .map(day -> new Said(
                        day,
                        "From this day on " + participants.nameOf(who) + " may notify its withdrawal.",
                        trace,
                        membership.evidence()))
                .ifPresent(said -> add(Kind.LOCK_IN_ENDS, who, root, said));
    }

    private void lapse(ParticipantId who, Declaration declaration) {
        var until = declaration.until();
        if (until == null || until.isBefore(declaration.from())) {
            return;
        }
        var evidence = new ArrayList<>(declaration.act().evidence());
        var withdrawal = declaration.withdrawnBy();
        if (withdrawal != null) {
            evidence.addAll(withdrawal.evidence());
        }
        add(
                Kind.DECLARATION_LAPSES,
                who,
                declaration.act().position(),
                new Said(
                        until,
                        "Last day of the declaration " + declaration.kind() + " of " + participants.nameOf(who) + ".",
                        List.of("holds from " + declaration.from() + " until " + until
                                + (withdrawal == null ? "" : ", withdrawn " + withdrawal.receivedOn())),
                        evidence));
    }

    /** One step a day: the rules are arithmetic, and a year has few days. */
    private void boundaryDays(LocalDate from, @Nullable LocalDate to) {
        var last = to == null || to.isAfter(from.plusYears(1)) ? from.plusYears(1) : to;
        for (var day = from; !day.isAfter(last); day = day.plusDays(1)) {
            var inTime = status.forecast(day);
            var late = status.forecast(day.plusDays(1));
            if (inTime.isPresent() && late.isPresent() && isBoundary(inTime.get(), late.get())) {
                boundary(inTime.get(), late.get());
            }
        }
    }

    private static boolean isBoundary(Forecast inTime, Forecast late) {
        return ChronoUnit.DAYS.between(inTime.entersIntoForceOn(), late.entersIntoForceOn()) > 1;
    }

    private void boundary(Forecast inTime, Forecast late) {
        var day = inTime.depositedOn();
        entries.add(new CalendarEntry(
                key(Kind.BOUNDARY_DAY, day.toString()),
                day,
                Kind.BOUNDARY_DAY,
                null,
                "An instrument deposited on this day takes effect on " + inTime.entersIntoForceOn()
                        + "; one day later, on " + late.entersIntoForceOn() + ".",
                inTime.trace(),
                List.of(status.registeredAt()),
                0));
    }

    /** What an entry says. */
    private record Said(LocalDate day, String sentence, List<String> trace, List<Long> evidence) {}

    private void add(Kind kind, @Nullable ParticipantId who, long root, Said said) {
        entries.add(new CalendarEntry(
                key(kind, (who == null ? "" : who + "/") + root),
                said.day(),
                kind,
                who,
                said.sentence(),
                said.trace(),
                said.evidence(),
                actsSince(root)));
    }

    private String key(Kind kind, String which) {
        return status.clauses().treaty() + "/" + kind.label() + "/" + which;
    }

    private int actsSince(long root) {
        return (int) Stream.concat(
                        status.acts().stream(), status.parent().stream().flatMap(parent -> parent.acts().stream()))
                .flatMap(act -> act.evidence().stream())
                .filter(position -> position > root)
                .count();
    }
}
