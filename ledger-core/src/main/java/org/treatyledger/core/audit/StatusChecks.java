package org.treatyledger.core.audit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.audit.Findings.Violation;
import org.treatyledger.core.rules.FinalClauses.Eligible;
import org.treatyledger.core.rules.Finding;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.treaty.Act;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Consent;
import org.treatyledger.core.treaty.Declaration;
import org.treatyledger.core.treaty.History;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Series;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalRevoked;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/** What can be checked of one treaty: acts against the clauses, periods against counts. */
final class StatusChecks {

    private final Findings findings;
    private final LegalStatus status;
    private final View view;

    /**
     * What a check may know besides the treaty.
     *
     * @param size the number of entries in the log
     */
    record View(Participants participants, long size) {}

    private StatusChecks(Findings findings, LegalStatus status, View view) {
        this.findings = findings;
        this.status = status;
        this.view = view;
    }

    static StatusChecks of(Findings findings, LegalStatus status, View view) {
        return new StatusChecks(findings, status, view);
    }

    static void check(Findings findings, LegalStatus status, View view) {
        var checks = of(findings, status, view);
        var memberships = status.everParties().stream()
                .flatMap(who -> status.memberships(who).stream())
                .toList();
        memberships.forEach(checks::membership);
        status.everParties().forEach(who -> checks.noOverlap(status.memberships(who)));
        status.histories().forEach(checks::history);
        var inForce = status.series(Basis.IN_FORCE);
        checks.counts(memberships, inForce, day -> status.count(Basis.IN_FORCE, day));
        for (var basis : Basis.values()) {
            checks.series(status.series(basis));
        }
        checks.cohort();
        checks.denominators(status.clauses().entryIntoForce().threshold(), status.finding());
    }

    private Violation violation(ParticipantId who, String sentence, List<Long> positions) {
        return new Violation(status.clauses().treaty() + "/" + who, sentence, positions);
    }

    private Violation violation(String sentence) {
        return new Violation(status.clauses().treaty().value(), sentence, List.of(status.registeredAt()));
    }

    /** Package-private, so that it can be shown to fail. */
    void membership(Membership period) {
        var who = period.participant();
        findings.check(
                Invariant.EVIDENCE,
                !period.evidence().isEmpty()
                        && period.evidence().stream().allMatch(position -> position >= 0 && position < view.size()),
                () -> violation(who, "a party from " + period.entersIntoForceOn() + " without evidence", List.of()));
        var since = status.inForceSince();
        findings.check(
                Invariant.NO_PARTY_BEFORE_THE_TREATY,
                since.isPresent() && !period.entersIntoForceOn().isBefore(since.get()),
                () -> violation(
                        who,
                        "a party from " + period.entersIntoForceOn() + ", the treaty is in force since " + since,
                        period.evidence()));
        var consent = period.consent();
        if (consent != null) {
            notBeforeTheAct(period, consent);
        }
        EntryByRule.check(
                findings,
                status,
                period,
                () -> violation(
                        who,
                        "in force from " + period.entersIntoForceOn()
                                + ", which is neither by the rules nor determined",
                        period.evidence()));
        withinTheParent(period);
    }

    private void notBeforeTheAct(Membership period, Consent consent) {
        findings.check(
                Invariant.NOT_BEFORE_THE_ACT,
                !period.entersIntoForceOn().isBefore(consent.countsFrom()),
                () -> violation(
                        period.participant(),
                        "in force from " + period.entersIntoForceOn() + ", before the consent of "
                                + consent.countsFrom(),
                        period.evidence()));
        var rule = status.clauses().withdrawal();
        for (var notice : consent.notices()) {
            if (rule != null && !isOverAmendment(notice)) {
                var least = rule.date().from(notice.receivedOn(), null).orElse(notice.receivedOn());
                var exits = notice.exitsOn();
                findings.check(
                        Invariant.NOT_BEFORE_THE_ACT,
                        exits == null || !exits.isBefore(least),
                        () -> violation(
                                period.participant(),
                                "leaves on " + exits + "; the rules give " + least + " at the earliest",
                                notice.act().evidence()));
            }
        }
    }

    private static boolean isOverAmendment(Consent.Notice notice) {
        return notice.act().event() instanceof WithdrawalNotified it && it.overAmendment() != null;
    }

    private void withinTheParent(Membership period) {
        var parent = status.parent();
        if (parent.isEmpty() || !(status.clauses().consent().eligible() instanceof Eligible.ParentParties)) {
            return;
        }
        var days = new TreeSet<>(parent.get().daysOfChange());
        days.addAll(status.daysOfChange());
        for (var day : days) {
            if (period.contains(day)) {
                findings.check(
                        Invariant.WITHIN_THE_PARENT,
                        parent.get().isPartyOn(period.participant(), day),
                        () -> violation(
                                period.participant(),
                                "a party on " + day + ", and none to the treaty that it belongs to",
                                period.evidence()));
            }
        }
    }

    /** Package-private, so that it can be shown to fail: the register itself never makes overlapping periods. */
    void noOverlap(List<Membership> periods) {
        for (var i = 0; i < periods.size(); i++) {
            for (var other : periods.subList(i + 1, periods.size())) {
                var one = periods.get(i);
                findings.check(
                        Invariant.NO_OVERLAP,
                        endsBy(one, other.entersIntoForceOn()) || endsBy(other, one.entersIntoForceOn()),
                        () -> violation(
                                one.participant(),
                                "periods from " + one.entersIntoForceOn() + " and " + other.entersIntoForceOn()
                                        + " overlap",
                                one.evidence()));
            }
        }
        if (periods.size() == 1) {
            findings.check(Invariant.NO_OVERLAP, true, () -> violation("one period"));
        }
    }

    private static boolean endsBy(Membership period, LocalDate day) {
        var exits = period.exitsOn();
        return exits != null && !exits.isAfter(day);
    }

    private void history(History history) {
        var who = history.participant();
        var signature = history.signature();
        signature.ifPresent(act -> findings.check(
                Invariant.SIGNATURE_IN_WINDOW,
                status.clauses().signature().isOpenOn(act.receivedOn()),
                () -> violation(who, "signed on " + act.receivedOn() + ", when it was not open", act.evidence())));
        var means = status.clauses().consent();
        for (var consent : history.consents()) {
            if (means.signatories().contains(consent.means()) && !means.others().contains(consent.means())) {
                findings.check(
                        Invariant.RATIFICATION_AFTER_SIGNATURE,
                        signature
                                .filter(act -> !act.receivedOn().isAfter(consent.depositedOn()))
                                .isPresent(),
                        () -> violation(
                                who,
                                consent.means() + " of " + consent.depositedOn() + " without a signature",
                                consent.act().evidence()));
            }
        }
        history.acts().stream()
                .filter(act -> act.event() instanceof WithdrawalRevoked)
                .forEach(act -> revocation(history, act));
        history.declarations().forEach(declaration -> declaration(history, declaration));
    }

    /** A revocation that comes on the day of effect or after finds no notice that it could end. */
    private void revocation(History history, Act act) {
        findings.check(
                Invariant.REVOKED_IN_TIME,
                history.consents().stream()
                        .flatMap(consent -> consent.notices().stream())
                        .anyMatch(
                                notice -> act.equals(notice.endedBy()) && isBefore(act.receivedOn(), notice.exitsOn())),
                () -> violation(
                        history.participant(),
                        "revoked on " + act.receivedOn() + ", when no withdrawal was pending",
                        act.evidence()));
    }

    private static boolean isBefore(LocalDate day, @Nullable LocalDate exits) {
        return exits == null || day.isBefore(exits);
    }

    private void declaration(History history, Declaration declaration) {
        var who = history.participant();
        var day = declaration.act().receivedOn();
        switch (declaration.kind()) {
            case "art-12-3" ->
                findings.check(
                        Invariant.DECLARATIONS,
                        !status.isPartyOn(who, day),
                        () -> violation(
                                who,
                                "a party declared as a non-party",
                                declaration.act().evidence()));
            case "art-124" ->
                findings.check(
                        Invariant.DECLARATIONS,
                        history.consentOn(day).isPresent()
                                && status.memberships(who).stream()
                                        .noneMatch(period -> period.contains(day)
                                                && period.entersIntoForceOn().isBefore(day)),
                        () -> violation(
                                who,
                                "declared on " + day + ", and not on becoming a party",
                                declaration.act().evidence()));
            default -> {}
        }
    }

    /** Package-private, so that it can be shown to fail. */
    void counts(Collection<Membership> memberships, Series inForce, ToIntFunction<LocalDate> count) {
        for (var step : inForce.steps()) {
            var open = memberships.stream()
                    .filter(period -> period.contains(step.on()))
                    .filter(period -> !view.participants().isRegionalOrganization(period.participant()))
                    .count();
            findings.check(
                    Invariant.SUM_OF_MEMBERSHIPS,
                    open == step.count() && open == count.applyAsInt(step.on()),
                    () -> violation(open + " memberships are open on " + step.on() + ", counted are " + step.count()));
        }
    }

    /** Package-private, so that it can be shown to fail. */
    void series(Series series) {
        var before = 0;
        for (var step : series.steps()) {
            var expected = before + step.came().size() - step.went().size();
            findings.check(
                    Invariant.COHORTS,
                    step.count() == expected,
                    () -> violation("the count of " + step.on() + " is " + step.count() + ", not " + expected));
            var counted = new ArrayList<>(step.came());
            counted.addAll(step.went());
            findings.check(
                    Invariant.ORGANIZATIONS_NEVER_COUNT,
                    counted.stream().noneMatch(view.participants()::isRegionalOrganization),
                    () -> violation("a regional organization is counted on " + step.on()));
            before = step.count();
        }
    }

    private void cohort() {
        if (status.finding() instanceof Finding.Met met && !met.by().isEmpty()) {
            var counting = status.histories().stream()
                    .filter(history -> !view.participants().isRegionalOrganization(history.participant()))
                    .filter(history -> history.consents().stream().anyMatch(consent -> counts(consent, met.on())))
                    .count();
            findings.check(
                    Invariant.COHORTS,
                    met.firstRank() + met.by().size() - 1 == counting,
                    () -> violation("ranks " + met.firstRank() + " and on of "
                            + met.by().size() + ", and " + counting + " instruments counted on " + met.on()));
        }
    }

    private boolean counts(Consent consent, LocalDate day) {
        var takenBack = consent.takenBackOn();
        var parent = status.parent();
        return !consent.countsFrom().isAfter(day)
                && (takenBack == null || takenBack.isAfter(day))
                && (parent.isEmpty()
                        || !status.clauses().entryIntoForce().countsOnlyParentParties()
                        || parent.get().isPartyOn(consent.participant(), day));
    }

    /** Package-private, so that it can be shown to fail. */
    void denominators(Threshold threshold, Finding finding) {
        if (!hasFraction(threshold)) {
            return;
        }
        findings.check(
                Invariant.DENOMINATORS,
                switch (finding) {
                    case Finding.Met met -> met.trace().stream().anyMatch(step -> step.contains("rounded up"));
                    case Finding.Unmet unmet ->
                        unmet.missing().stream()
                                .anyMatch(term -> term.contains("rounded up") || term.contains("could be reckoned"));
                },
                () -> violation("the explanation does not say what the fraction was taken of"));
    }

    private static boolean hasFraction(Threshold threshold) {
        return switch (threshold) {
            case Threshold.Fraction _ -> true;
            case Threshold.And(var parts) -> parts.stream().allMatch(StatusChecks::hasFraction);
            case Threshold.Or _,
                    Threshold.Count _,
                    Threshold.CountOf _,
                    Threshold.AllOf _,
                    Threshold.ShareReached _,
                    Threshold.ParentInForce _,
                    Threshold.DecidedBy _ -> false; // a met alternative need not be the fraction
        };
    }
}
