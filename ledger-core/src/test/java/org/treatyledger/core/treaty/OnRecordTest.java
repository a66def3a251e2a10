package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.TREATY;
import static org.treatyledger.core.treaty.Acts.announce;
import static org.treatyledger.core.treaty.Acts.cease;
import static org.treatyledger.core.treaty.Acts.correct;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.decide;
import static org.treatyledger.core.treaty.Acts.declare;
import static org.treatyledger.core.treaty.Acts.deposit;
import static org.treatyledger.core.treaty.Acts.doesNotIntend;
import static org.treatyledger.core.treaty.Acts.hold;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.leaveOver;
import static org.treatyledger.core.treaty.Acts.notifyWithdrawal;
import static org.treatyledger.core.treaty.Acts.object;
import static org.treatyledger.core.treaty.Acts.received;
import static org.treatyledger.core.treaty.Acts.recordEntry;
import static org.treatyledger.core.treaty.Acts.revokeWithdrawal;
import static org.treatyledger.core.treaty.Acts.sign;
import static org.treatyledger.core.treaty.Acts.signDefinitively;
import static org.treatyledger.core.treaty.Acts.succeed;
import static org.treatyledger.core.treaty.Acts.withdrawDeclaration;
import static org.treatyledger.core.treaty.Acts.withdrawInstrument;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** Which commands say what is on record already, and which particulars make another act of one. */
class OnRecordTest {

    private static final FinalClauses CLAUSES = Seed.clauses("rome-statute");
    private static final String DAY = "2010-01-01";

    private static boolean isOnRecord(ActRecorded event, RecordAct command) {
        var treaty = new Registered(0, CLAUSES, ActRegister.EMPTY.with(1, event));
        return OnRecord.find(treaty, command).isPresent();
    }

    private static RecordAct declaration(String text) {
        return new TreatyCommand.Declare(TREATY, id("FRA"), "interpretative", null, null, text, null, received(DAY));
    }

    private static ActRecorded made(RecordAct command) {
        var it = (TreatyCommand.Declare) command;
        return new TreatyEvent.DeclarationMade(
                it.participant(), it.kind(), it.from(), it.until(), it.text(), it.concerning(), it.communication());
    }

    private static RecordAct ceaseInto(String successor) {
        return new TreatyCommand.RecordCessation(TREATY, id("SUN"), id(successor), received(DAY));
    }

    private static Arguments of(ActRecorded event, RecordAct same, RecordAct... others) {
        return Arguments.of(event, same, List.of(others));
    }

    static Stream<Arguments> acts() {
        var fra = id("FRA");
        var on = received(DAY);
        return Stream.of(
                of(
                        new TreatyEvent.SignatureAffixed(fra, false, on),
                        sign("FRA", DAY),
                        signDefinitively("FRA", DAY),
                        withdrawInstrument("FRA", DAY)),
                of(new TreatyEvent.SignatureAffixed(fra, true, on), signDefinitively("FRA", DAY)),
                of(new TreatyEvent.SignatureAffixed(fra, true, on), sign("FRA", DAY)),
                of(
                        new TreatyEvent.InstrumentDeposited(fra, ConsentMeans.RATIFICATION, on),
                        deposit("FRA", ConsentMeans.RATIFICATION, DAY),
                        deposit("FRA", ConsentMeans.ACCEPTANCE, DAY),
                        sign("FRA", DAY)),
                of(
                        new TreatyEvent.InstrumentHeld(fra, ConsentMeans.RATIFICATION, "full powers", on),
                        hold("FRA", ConsentMeans.RATIFICATION, "full powers", DAY),
                        hold("FRA", ConsentMeans.RATIFICATION, "a condition", DAY),
                        hold("FRA", ConsentMeans.ACCEPTANCE, "full powers", DAY),
                        deposit("FRA", ConsentMeans.RATIFICATION, DAY)),
                of(
                        new TreatyEvent.InstrumentWithdrawn(fra, on),
                        withdrawInstrument("FRA", DAY),
                        revokeWithdrawal("FRA", DAY)),
                of(
                        new TreatyEvent.SuccessionNotified(fra, id("DEU"), day("2009-01-01"), on),
                        succeed("FRA", "DEU", "2009-01-01", DAY),
                        succeed("FRA", "ITA", "2009-01-01", DAY),
                        succeed("FRA", "DEU", "2009-01-02", DAY),
                        hold("FRA", ConsentMeans.RATIFICATION, "full powers", DAY)),
                of(
                        new TreatyEvent.WithdrawalNotified(fra, day("2012-01-01"), null, on),
                        notifyWithdrawal("FRA", DAY, "2012-01-01"),
                        notifyWithdrawal("FRA", DAY),
                        notifyWithdrawal("FRA", DAY, "2012-01-02"),
                        succeed("FRA", "DEU", "2009-01-01", DAY)),
                of(
                        new TreatyEvent.WithdrawalNotified(fra, null, TREATY, on),
                        leaveOver("rome-statute", "FRA", DAY),
                        leaveOver("another", "FRA", DAY),
                        notifyWithdrawal("FRA", DAY)),
                of(
                        new TreatyEvent.WithdrawalRevoked(fra, on),
                        revokeWithdrawal("FRA", DAY),
                        notifyWithdrawal("FRA", DAY),
                        doesNotIntend("FRA", DAY)),
                of(
                        made(declare("FRA", "art-124", "2010-02-01", "2017-01-31", DAY)),
                        declare("FRA", "art-124", "2010-02-01", "2017-01-31", DAY),
                        declare("FRA", "art-12-3", "2010-02-01", "2017-01-31", DAY),
                        declare("FRA", "art-124", "2010-02-02", "2017-01-31", DAY),
                        declare("FRA", "art-124", "2010-02-01", "2017-01-30", DAY),
                        withdrawDeclaration("FRA", "art-124", null, DAY)),
                of(made(declaration("so it is read")), declaration("so it is read"), declaration("otherwise")),
                of(made(object("FRA", "PRK", DAY)), object("FRA", "PRK", DAY), object("FRA", "IRN", DAY)),
                of(
                        new TreatyEvent.DeclarationWithdrawn(fra, "art-124", day("2010-03-01"), null, on),
                        withdrawDeclaration("FRA", "art-124", "2010-03-01", DAY),
                        withdrawDeclaration("FRA", "art-124", "2010-03-02", DAY),
                        withdrawDeclaration("FRA", "art-12-3", "2010-03-01", DAY),
                        declare("FRA", "art-124", null, null, DAY)),
                of(
                        new TreatyEvent.IntentionNotToBecomePartyCommunicated(fra, on),
                        doesNotIntend("FRA", DAY),
                        recordEntry("FRA", "2010-03-01", null, DAY)),
                of(
                        new TreatyEvent.EntryIntoForceRecorded(fra, day("2010-03-01"), "a trial", on),
                        recordEntry("FRA", "2010-03-01", "a trial", DAY),
                        recordEntry("FRA", "2010-03-02", "a trial", DAY),
                        recordEntry("FRA", "2010-03-01", "an error", DAY),
                        recordEntry(null, "2010-03-01", "a trial", DAY)),
                of(
                        new TreatyEvent.DecisionRecorded("activation", on),
                        decide("activation", DAY),
                        decide("review", DAY),
                        announce(null, "activation", DAY),
                        recordEntry(null, "2010-03-01", null, DAY)),
                of(
                        new TreatyEvent.ParticipantCeased(id("SUN"), id("RUS"), on),
                        ceaseInto("RUS"),
                        ceaseInto("UKR"),
                        cease("SUN", DAY)),
                of(
                        new TreatyEvent.AnnouncementNoted(null, "said so", on),
                        announce(null, "said so", DAY),
                        announce(null, "said otherwise", DAY),
                        decide("said so", DAY),
                        correct(1, announce(null, "said so", DAY), DAY)));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("acts")
    void givenAnAct_whenTheSameOrAnotherIsAsked_thenOnlyTheSameIsOnRecord(
            ActRecorded event, RecordAct same, List<RecordAct> others) {
        assertThat(isOnRecord(event, same)).as("the same").isTrue();
        assertThat(others).allSatisfy(other -> assertThat(isOnRecord(event, other))
                .as(other.toString())
                .isFalse());
    }

    @Test
    void givenAnAct_whenTheDayOrTheParticipantIsAnother_thenItIsAnotherAct() {
        var signed = new TreatyEvent.SignatureAffixed(id("FRA"), false, received(DAY));
        assertThat(isOnRecord(signed, sign("FRA", "2010-01-02"))).isFalse();
        assertThat(isOnRecord(signed, sign("DEU", DAY))).isFalse();
        assertThat(isOnRecord(
                        new TreatyEvent.AnnouncementNoted(id("FRA"), "so", received(DAY)), announce("FRA", "so", DAY)))
                .isTrue();
        assertThat(isOnRecord(new TreatyEvent.ParticipantCeased(id("SUN"), null, received(DAY)), cease("SUN", DAY)))
                .isTrue();
        assertThat(isOnRecord(new TreatyEvent.ParticipantCeased(id("SUN"), null, received(DAY)), sign("SUN", DAY)))
                .isFalse();
        assertThat(isOnRecord(signed, cease("FRA", DAY))).isFalse();
        assertThat(isOnRecord(signed, announce("FRA", "so", DAY))).isFalse();
    }
}
