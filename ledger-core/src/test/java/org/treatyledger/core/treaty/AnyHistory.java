package org.treatyledger.core.treaty;

import static org.treatyledger.core.treaty.Acts.TREATY;
import static org.treatyledger.core.treaty.Acts.id;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/** Random histories of acts, every one of which the law accepted when it was recorded, on days in no order. */
final class AnyHistory {

    static final List<ParticipantId> WHO =
            List.of(id("KEN"), id("SEN"), id("NPL"), id("FJI"), id("TTO"), id("MNE"), id("EUE"));

    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 11, 24);
    private static final List<String> KINDS = List.of("interpretative", "armed-conflict");

    private final RandomGenerator random;
    private final FinalClauses clauses;

    AnyHistory(RandomGenerator random, FinalClauses clauses) {
        this.random = random;
        this.clauses = clauses;
    }

    static FinalClauses clauses() {
        return clauses(Seed.clauses("rome-statute").withdrawal());
    }

    /** The same with another clause on withdrawal. */
    static FinalClauses clauses(@Nullable ExitRule withdrawal) {
        var rome = Seed.clauses("rome-statute");
        var entry = rome.entryIntoForce();
        var window = new FinalClauses.Window(FIRST, LocalDate.of(2022, 12, 31));
        return new FinalClauses(
                TREATY,
                rome.title(),
                null,
                null,
                rome.zone(),
                FIRST,
                null,
                new FinalClauses.Signature(List.of(window), rome.signature().effect(), null),
                new FinalClauses.Consent(
                        rome.consent().signatories(),
                        rome.consent().others(),
                        rome.consent().eligible(),
                        true,
                        null),
                rome.reservations(),
                null,
                new FinalClauses.EntryIntoForceClause(
                        new Threshold.Or(List.of(
                                new Threshold.Count(4),
                                new Threshold.And(
                                        List.of(new Threshold.Count(3), new Threshold.DecidedBy("activation"))))),
                        entry.date(),
                        entry.perState(),
                        entry.scope(),
                        false,
                        null),
                withdrawal,
                null);
    }

    LocalDate day() {
        return FIRST.plusDays(random.nextInt((int) (LAST.toEpochDay() - FIRST.toEpochDay()) + 1));
    }

    private Communication received() {
        var day = day();
        return random.nextInt(4) > 0
                ? Communication.receivedOn(day)
                : new Communication(day, null, day.plusDays(random.nextInt(60)), null, null, null);
    }

    private String anyKind() {
        return KINDS.get(random.nextInt(KINDS.size()));
    }

    ParticipantId anyone() {
        return WHO.get(random.nextInt(WHO.size()));
    }

    RecordAct act(Registered treaty) {
        var who = anyone();
        var received = received();
        return switch (random.nextInt(20)) {
            case 0, 1 -> new TreatyCommand.Sign(TREATY, who, false, received);
            case 2, 3 -> new TreatyCommand.DepositInstrument(TREATY, who, ConsentMeans.RATIFICATION, received);
            case 4, 5, 6 -> new TreatyCommand.DepositInstrument(TREATY, who, ConsentMeans.ACCESSION, received);
            case 7 -> new TreatyCommand.WithdrawInstrument(TREATY, who, received);
            case 8 -> new TreatyCommand.NotifySuccession(TREATY, who, anyone(), day(), received);
            case 9, 10 ->
                new TreatyCommand.NotifyWithdrawal(TREATY, who, random.nextBoolean() ? null : day(), null, received);
            case 11 -> new TreatyCommand.RevokeWithdrawal(TREATY, who, received);
            case 12 -> new TreatyCommand.RecordDecision(TREATY, "activation", received);
            case 13 -> new TreatyCommand.RecordCessation(TREATY, who, null, received);
            case 15 -> new TreatyCommand.HoldInstrument(TREATY, who, ConsentMeans.ACCESSION, "queried", received);
            case 16 -> new TreatyCommand.Declare(TREATY, who, anyKind(), null, null, null, null, received);
            case 17 -> new TreatyCommand.WithdrawDeclaration(TREATY, who, anyKind(), null, null, received);
            case 14 -> new TreatyCommand.RecordEntryIntoForce(TREATY, who, day(), "determined", received);
            default -> anyCorrection(treaty, who, received);
        };
    }

    private RecordAct anyCorrection(Registered treaty, ParticipantId who, Communication received) {
        var acts = treaty.register().acts();
        var at = acts.isEmpty() ? 0 : acts.get(random.nextInt(acts.size())).position();
        var right = new TreatyCommand.DepositInstrument(
                TREATY, who, ConsentMeans.ACCESSION, Communication.receivedOn(day()));
        return new TreatyCommand.Correct(TREATY, at, right, "recorded wrongly", received);
    }

    /**
     * Of one participant, one act a day and correction: two acts of one kind on one day have no order but that of their
     * recording, and the law can ask for no other.
     */
    Registered history(boolean corrections) {
        var treaty = new Registered(0, clauses, ActRegister.EMPTY);
        var now = new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty());
        var taken = new HashSet<String>();
        var position = 1L;
        for (var i = 0; i < 60; i++) {
            var act = act(treaty);
            if (Treaty.decide(treaty, act, now) instanceof Decision.Accepted accepted) {
                var event = (ActRecorded) accepted.events().getFirst();
                var wanted = corrections || !(event instanceof ActCorrected);
                if (wanted && taken.add(days(event))) {
                    treaty = (Registered) Treaty.evolve(treaty, position, event);
                    position += 1 + random.nextInt(3);
                }
            }
        }
        return treaty;
    }

    private static String days(ActRecorded event) {
        var standing = event instanceof ActCorrected correction ? correction.replacement() : event;
        return standing.participant() + " " + standing.communication().receivedOn();
    }
}
