package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.treatyledger.core.comparison.Comparison.Verdict;
import org.treatyledger.core.comparison.Names.Resolution;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Status;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Goes through a table once: finds whom each row means and what it is about, and at the end who is missing. */
final class Clerk {

    private final LegalStatus status;
    private final LocalDate day;
    private final Names names;
    private final PublishedTable table;
    private final Map<Facts, Integer> seenOnLine = new HashMap<>();
    private final Set<ParticipantId> listed = new HashSet<>();
    private final Set<ParticipantId> perhapsListed = new HashSet<>();

    Clerk(LegalStatus status, LocalDate day, Names names, PublishedTable table) {
        this.status = status;
        this.day = day;
        this.names = names;
        this.table = table;
    }

    Comparison compare() {
        var rows = table.rows().stream().map(this::verdict).toList();
        return new Comparison(rows, missing());
    }

    private Verdict verdict(PublishedRow row) {
        return switch (names.resolve(row.participant())) {
            case Resolution.Found(var id, var former) -> known(row, id, former);
            case Resolution.Ambiguous(var ids) -> {
                perhapsListed.addAll(ids);
                yield unresolved(
                        row,
                        Code.AMBIGUOUS_NAME,
                        "\"" + row.participant() + "\" has been the name of several: "
                                + Days.anyOf(ids.stream().map(this::nameAndCode).toList()) + ".");
            }
            case Resolution.Unknown(var nearest) -> {
                perhapsListed.addAll(nearest);
                yield unresolved(
                        row,
                        Code.UNKNOWN_NAME,
                        "No participant is known as \"" + row.participant() + "\""
                                + (nearest.isEmpty()
                                        ? "."
                                        : "; perhaps "
                                                + Days.anyOf(nearest.stream()
                                                        .map(this::nameAndCode)
                                                        .toList())
                                                + "?"));
            }
        };
    }

    private String nameAndCode(ParticipantId id) {
        return names.directory().nameOf(id) + " (" + id + ")";
    }

    private static Verdict unresolved(PublishedRow row, Code code, String sentence) {
        return new Verdict(
                row,
                null,
                List.of(new Discrepancy(
                        row.line(),
                        row.participant(),
                        null,
                        code,
                        Column.PARTICIPANT,
                        sentence,
                        null,
                        row.participant(),
                        List.of())));
    }

    private Verdict known(PublishedRow row, ParticipantId named, boolean former) {
        var continued = names.continuation(named);
        var isContinued = Facts.of(status, named, day).isEmpty()
                && !Facts.of(status, continued, day).isEmpty();
        var id = isContinued ? continued : named;
        listed.add(id);
        var candidates = Facts.of(status, id, day);
        var facts = candidates.isEmpty() ? new Facts(id, null, null, null) : meant(row, candidates);
        var it = new Sighting(status, day, table, row, names.directory().nameOf(id), facts);
        if (candidates.isEmpty()) {
            it.found(
                    Code.UNKNOWN_IN_LEDGER,
                    Column.PARTICIPANT,
                    "The ledger has no act of " + it.name + " on this treaty; the table lists it.");
            EntryCheck.check(it);
        } else {
            duplicate(it);
            RowCheck.check(it, names.directory().isRegionalOrganization(id));
        }
        if (former || !id.equals(named)) {
            RowCheck.formerName(it);
        }
        return new Verdict(row, id, it.found());
    }

    private void duplicate(Sighting it) {
        var before = seenOnLine.putIfAbsent(it.facts, it.row.line());
        if (before != null) {
            it.found(
                    Code.DUPLICATE_ROW,
                    Column.PARTICIPANT,
                    it.name + " is listed already on line " + before + ", for the same consent.");
        }
    }

    /** The consent that a row is about: the one whose dates it names, or the one that stands, or the last. */
    private Facts meant(PublishedRow row, List<Facts> candidates) {
        return candidates.stream()
                .max(Comparator.comparingInt((Facts facts) -> likeness(row, facts))
                        .thenComparing(facts -> candidates.indexOf(facts)))
                .orElseThrow();
    }

    private int likeness(PublishedRow row, Facts facts) {
        var likeness = 0;
        for (var date : row.dates().entrySet()) {
            var ours = facts.in(date.getKey(), day);
            if (ours != null && ours.equals(date.getValue().nearest(ours).day())) {
                likeness += 2;
            }
        }
        var consent = facts.consent();
        return likeness + (consent != null && consent.standsOn(day) ? 1 : 0);
    }

    private List<Discrepancy> missing() {
        var missing = new ArrayList<Discrepancy>();
        for (var id : everyone()) {
            if (!listed.contains(id) && !perhapsListed.contains(id) && isExpected(id)) {
                missing.add(missing(id, Facts.of(status, id, day).getLast()));
            }
        }
        return missing;
    }

    private Set<ParticipantId> everyone() {
        var everyone = new TreeSet<>(status.everParties());
        status.histories().forEach(history -> everyone.add(history.participant()));
        return everyone;
    }

    /** Whether a table like this one should have a row for the participant. */
    private boolean isExpected(ParticipantId id) {
        if (names.directory().isRegionalOrganization(id)
                || Facts.of(status, id, day).isEmpty()) {
            return false;
        }
        var datesConsent = table.has(Column.DEPOSIT);
        var listsSignatures = table.has(Column.SIGNATURE)
                && (!datesConsent || table.rows().stream().anyMatch(Clerk::isMereSignature));
        return switch (status.status(id, day)) {
            case PARTY, WITHDRAWING -> datesConsent || !table.has(Column.SIGNATURE) || hasSigned(id);
            case CONTRACTING -> datesConsent || (listsSignatures && hasSigned(id));
            case SIGNATORY, HELD -> listsSignatures && hasSigned(id);
            case FORMER, EXTINCT -> table.has(Column.EXIT) || table.has(Column.WITHDRAWAL);
            case ENTITLED -> false;
        };
    }

    private static boolean isMereSignature(PublishedRow row) {
        return row.in(Column.SIGNATURE) != null && row.in(Column.DEPOSIT) == null;
    }

    private boolean hasSigned(ParticipantId id) {
        return status.history(id).flatMap(history -> history.signature()).isPresent();
    }

    private Discrepancy missing(ParticipantId id, Facts facts) {
        var reckoned = facts.entrySteps();
        var signed = facts.signature();
        var deposited = facts.deposit();
        var known = !reckoned.isEmpty()
                ? Days.steps(reckoned)
                : deposited != null
                        ? "deposited " + Days.of(deposited)
                        : signed == null ? "bound" : "signed " + Days.of(signed);
        return new Discrepancy(
                null,
                "",
                id,
                Code.MISSING_IN_TABLE,
                Column.PARTICIPANT,
                "The ledger has " + names.directory().nameOf(id) + ": " + known + "; the table does not list it.",
                statusOf(id).label(),
                null,
                facts.evidence());
    }

    private Status statusOf(ParticipantId id) {
        return status.status(id, day);
    }
}
