package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.treatyledger.core.treaty.Acts.TREATY;
import static org.treatyledger.core.treaty.Acts.accede;
import static org.treatyledger.core.treaty.Acts.cease;
import static org.treatyledger.core.treaty.Acts.hold;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.sign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/** Every kind of participant state against every command: decided without a throw, and as the golden table says. */
class StateCommandMatrixTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/matrix.txt");
    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final FinalClauses CLAUSES = clauses();
    private static final Circumstances NOW =
            new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty());

    /** The Statute, except that one deposit brings it into force and organizations may join. */
    private static FinalClauses clauses() {
        var rome = Seed.clauses("rome-statute");
        var entry = rome.entryIntoForce();
        return new FinalClauses(
                rome.treaty(),
                rome.title(),
                rome.shortTitle(),
                rome.reference(),
                rome.zone(),
                rome.adopted(),
                null,
                rome.signature(),
                new FinalClauses.Consent(
                        rome.consent().signatories(),
                        rome.consent().others(),
                        rome.consent().eligible(),
                        true,
                        null),
                rome.reservations(),
                rome.reservationsCitation(),
                new FinalClauses.EntryIntoForceClause(
                        new Threshold.Count(1), entry.date(), entry.perState(), entry.scope(), false, entry.citation()),
                rome.withdrawal(),
                null);
    }

    private record Situation(TreatyState state, ParticipantId who) {}

    /** By name; each history is one that the law itself accepted. Position 1 is another State's deposit. */
    private static Map<String, Situation> situations() {
        var all = new LinkedHashMap<String, Situation>();
        all.put("unregistered treaty", new Situation(TreatyState.START, id("KEN")));
        all.put("nothing", after("KEN"));
        all.put("held", after("KEN", hold("KEN", ConsentMeans.ACCESSION, "queried", "2026-05-20")));
        all.put("signatory", after("KEN", sign("KEN", "1999-08-11")));
        all.put("contracting", after("KEN", accede("KEN", "2026-05-20")));
        all.put("party", after("KEN", accede("KEN", "2005-03-15")));
        all.put("withdrawing", after("KEN", accede("KEN", "2005-03-15"), notifyWithdrawal("KEN", "2026-01-05")));
        all.put("former", after("KEN", accede("KEN", "2005-03-15"), notifyWithdrawal("KEN", "2015-01-05")));
        all.put("extinct", after("SCG", accede("SCG", "2003-05-05"), cease("SCG", "2006-06-03")));
        all.put("other entity", after("TWN"));
        all.put("regional organization", after("EUE"));
        all.put("unknown code", after("ZZZ"));
        return all;
    }

    private static Situation after(String who, RecordAct... acts) {
        var treaty = TreatySpecification.of(CLAUSES)
                .given(accede("SEN", "1999-02-02"))
                .given(acts);
        return new Situation(treaty.treaty(), id(who));
    }

    private static Communication on(LocalDate day) {
        return Communication.receivedOn(day);
    }

    /** One command of each kind, and of some kinds several; a day stands for every day that the command names. */
    private static Map<String, BiFunction<ParticipantId, LocalDate, TreatyCommand>> commands() {
        var all = new LinkedHashMap<String, BiFunction<ParticipantId, LocalDate, TreatyCommand>>();
        all.put("register", (_, _) -> new TreatyCommand.Register(CLAUSES));
        all.put("sign", (who, day) -> new TreatyCommand.Sign(TREATY, who, false, on(day)));
        all.put(
                "sign in the window",
                (who, day) -> new TreatyCommand.Sign(
                        TREATY, who, false, on(day.equals(DAY) ? LocalDate.of(2000, 12, 31) : day)));
        all.put("sign definitively", (who, day) -> new TreatyCommand.Sign(TREATY, who, true, on(day)));
        for (var means : ConsentMeans.values()) {
            all.put("deposit " + means, (who, day) -> new TreatyCommand.DepositInstrument(TREATY, who, means, on(day)));
        }
        all.put(
                "hold instrument",
                (who, day) ->
                        new TreatyCommand.HoldInstrument(TREATY, who, ConsentMeans.ACCESSION, "queried", on(day)));
        all.put("withdraw instrument", (who, day) -> new TreatyCommand.WithdrawInstrument(TREATY, who, on(day)));
        all.put(
                "notify succession",
                (who, day) -> new TreatyCommand.NotifySuccession(TREATY, who, id("SEN"), day, on(day)));
        all.put(
                "notify withdrawal",
                (who, day) -> new TreatyCommand.NotifyWithdrawal(TREATY, who, null, null, on(day)));
        all.put(
                "notify withdrawal, effect too early",
                (who, day) -> new TreatyCommand.NotifyWithdrawal(TREATY, who, day, null, on(day)));
        all.put(
                "notify withdrawal, effect later",
                (who, day) -> new TreatyCommand.NotifyWithdrawal(
                        TREATY, who, day.equals(DAY) ? day.plusYears(3) : day, null, on(day)));
        all.put(
                "notify withdrawal over an amendment",
                (who, day) ->
                        new TreatyCommand.NotifyWithdrawal(TREATY, who, null, new TreatyId("an-amendment"), on(day)));
        all.put("revoke withdrawal", (who, day) -> new TreatyCommand.RevokeWithdrawal(TREATY, who, on(day)));
        for (var kind : List.of("interpretative", "reservation", "art-12-3", "art-124")) {
            all.put(
                    "declare " + kind,
                    (who, day) -> new TreatyCommand.Declare(TREATY, who, kind, day, null, null, null, on(day)));
        }
        all.put(
                "declare until",
                (who, day) -> new TreatyCommand.Declare(
                        TREATY, who, "territorial", LocalDate.of(2026, 7, 1), day, null, null, on(day)));
        all.put(
                "withdraw declaration",
                (who, day) -> new TreatyCommand.WithdrawDeclaration(TREATY, who, "interpretative", day, null, on(day)));
        all.put(
                "communicate intention",
                (who, day) -> new TreatyCommand.CommunicateIntentionNotToBecomeParty(TREATY, who, on(day)));
        all.put(
                "record entry into force",
                (who, day) -> new TreatyCommand.RecordEntryIntoForce(TREATY, who, day, null, on(day)));
        all.put(
                "override entry into force",
                (who, day) -> new TreatyCommand.RecordEntryIntoForce(TREATY, who, day, "as determined", on(day)));
        all.put("record decision", (_, day) -> new TreatyCommand.RecordDecision(TREATY, "activation", on(day)));
        all.put("record cessation", (who, day) -> new TreatyCommand.RecordCessation(TREATY, who, null, on(day)));
        all.put(
                "correct",
                (_, day) ->
                        new TreatyCommand.Correct(TREATY, 1, accede("SEN", "1999-02-03"), "recorded wrongly", on(day)));
        all.put(
                "correct to the same act of this one",
                (who, day) -> new TreatyCommand.Correct(
                        TREATY,
                        1,
                        new TreatyCommand.DepositInstrument(TREATY, who, ConsentMeans.ACCESSION, on(day)),
                        "recorded wrongly",
                        on(day)));
        all.put("announce", (who, day) -> new TreatyCommand.Announce(TREATY, who, "said so", on(day)));
        return all;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(StateCommandMatrixTest::leaves)
                : Stream.of(type);
    }

    @Test
    void givenANewCommand_whenItIsNotInThisTable_thenThisTestSaysSo() {
        var inTable = new TreeSet<String>();
        commands()
                .values()
                .forEach(command ->
                        inTable.add(command.apply(id("KEN"), DAY).getClass().getSimpleName()));
        assertThat(leaves(TreatyCommand.class).map(Class::getSimpleName)).containsExactlyInAnyOrderElementsOf(inTable);
    }

    @Test
    void givenEachStatus_whenTheSituationsAreAsked_thenEveryOneOfThemIsAmongThem() {
        var statuses = new TreeSet<Status>();
        situations().values().forEach(situation -> {
            if (situation.state() instanceof TreatyState.Registered treaty) {
                statuses.add(LegalStatus.of(treaty, AsOf.NOW, Directory.PARTICIPANTS, Optional.empty())
                        .status(situation.who(), DAY));
            }
        });
        assertThat(statuses).containsExactly(Status.values());
    }

    private static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Refused(var refusal) -> refusal.reason().code();
            case Decision.Accepted(var _, var effects, var warnings) -> {
                var words = new StringBuilder("accepted");
                effects.stream().filter(effect -> effect.participant() != null).forEach(effect -> words.append(": ")
                        .append(effect.status()));
                warnings.forEach(warning -> words.append(", warned ").append(warning.code()));
                yield words.toString();
            }
        };
    }

    @Test
    void givenEachSituation_whenEachCommandIsDecided_thenTheOutcomeIsThatOfTheGoldenTable() throws IOException {
        var lines = new ArrayList<String>();
        situations().forEach((situation, it) -> {
            lines.add("== " + situation);
            commands()
                    .forEach((name, command) -> lines.add(
                            name + " -> " + outcome(Treaty.decide(it.state(), command.apply(it.who(), DAY), NOW))));
        });
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void givenEachSituation_whenACommandNamesAnImpossibleDay_thenItIsDecidedWithoutAThrow() {
        for (var day : List.of(
                LocalDate.MIN,
                LocalDate.EPOCH,
                LocalDate.of(1998, 7, 16),
                LocalDate.of(2024, 2, 29),
                LocalDate.of(9999, 12, 31),
                LocalDate.MAX)) {
            situations().forEach((situation, it) -> commands().forEach((name, command) -> {
                assertThatCode(() -> Treaty.decide(it.state(), command.apply(it.who(), day), NOW))
                        .as("%s, %s, %s", situation, name, day)
                        .doesNotThrowAnyException();
                for (var act : withOtherDays(command.apply(it.who(), DAY), day)) {
                    assertThatCode(() -> Treaty.decide(it.state(), act, NOW))
                            .as("%s, %s", situation, act)
                            .doesNotThrowAnyException();
                }
            }));
        }
    }

    /** The command as received on a possible day, with the other days that it names replaced. */
    private static List<TreatyCommand> withOtherDays(TreatyCommand command, LocalDate day) {
        return switch (command) {
            case TreatyCommand.NotifySuccession it ->
                List.of(new TreatyCommand.NotifySuccession(
                        it.treaty(), it.participant(), it.predecessor(), day, it.communication()));
            case TreatyCommand.NotifyWithdrawal it ->
                List.of(new TreatyCommand.NotifyWithdrawal(
                        it.treaty(), it.participant(), day, null, it.communication()));
            case TreatyCommand.Declare it ->
                List.of(declare(it, day, null), declare(it, null, day), declare(it, day, day));
            case TreatyCommand.WithdrawDeclaration it ->
                List.of(new TreatyCommand.WithdrawDeclaration(
                        it.treaty(), it.participant(), it.kind(), day, it.participant(), it.communication()));
            case TreatyCommand.RecordEntryIntoForce it ->
                List.of(new TreatyCommand.RecordEntryIntoForce(
                        it.treaty(), it.participant(), day, "override", it.communication()));
            case TreatyCommand.Register _,
                    TreatyCommand.Sign _,
                    TreatyCommand.DepositInstrument _,
                    TreatyCommand.HoldInstrument _,
                    TreatyCommand.WithdrawInstrument _,
                    TreatyCommand.RevokeWithdrawal _,
                    TreatyCommand.CommunicateIntentionNotToBecomeParty _,
                    TreatyCommand.RecordDecision _,
                    TreatyCommand.RecordCessation _,
                    TreatyCommand.Correct _,
                    TreatyCommand.Announce _ -> List.of();
        };
    }

    private static TreatyCommand declare(
            TreatyCommand.Declare it, @Nullable LocalDate from, @Nullable LocalDate until) {
        return new TreatyCommand.Declare(
                it.treaty(), it.participant(), it.kind(), from, until, null, null, it.communication());
    }
}
