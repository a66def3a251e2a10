package org.treatyledger.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.treaty.TreatyEvent.DecisionRecorded;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentHeld;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.IntentionNotToBecomePartyCommunicated;
import org.treatyledger.core.treaty.TreatyEvent.ParticipantCeased;
import org.treatyledger.core.treaty.TreatyEvent.SignatureAffixed;
import org.treatyledger.core.treaty.TreatyEvent.SuccessionNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalRevoked;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.TreatyId;

class ActSentencesTest {

    private static final ParticipantId UKR = new ParticipantId("UKR");
    private static final ParticipantId CSK = new ParticipantId("CSK");
    private static final ParticipantId CZE = new ParticipantId("CZE");
    private static final LocalDate DAY = LocalDate.of(2024, 10, 25);
    private static final Communication LETTER = Communication.receivedOn(DAY);

    private final ActSentences sentences = new ActSentences(Participants.of(List.of(
            new Participant.State(UKR, "Ukraine", null, null),
            new Participant.State(CSK, "Czechoslovakia", null, null),
            new Participant.State(CZE, "Czechia", null, null))));

    static Stream<Arguments> acts() {
        return Stream.of(
                Arguments.of(new SignatureAffixed(UKR, false, LETTER), "Ukraine signed."),
                Arguments.of(new SignatureAffixed(UKR, true, LETTER), "Ukraine signed definitively."),
                Arguments.of(
                        new InstrumentDeposited(UKR, ConsentMeans.RATIFICATION, LETTER),
                        "Ukraine deposited its instrument of ratification."),
                Arguments.of(
                        new InstrumentDeposited(UKR, ConsentMeans.FORMAL_CONFIRMATION, LETTER),
                        "Ukraine deposited its instrument of formal confirmation."),
                Arguments.of(
                        new InstrumentDeposited(UKR, ConsentMeans.DEFINITIVE_SIGNATURE, LETTER),
                        "Ukraine consented to be bound by definitive signature."),
                Arguments.of(
                        new InstrumentWithdrawn(UKR, LETTER),
                        "Ukraine took its instrument back before it had taken effect."),
                Arguments.of(
                        new SuccessionNotified(CZE, CSK, LocalDate.of(1993, 1, 1), LETTER),
                        "Czechia notified its succession to Czechoslovakia, with effect from 1993-01-01."),
                Arguments.of(new WithdrawalNotified(UKR, null, null, LETTER), "Ukraine notified its withdrawal."),
                Arguments.of(
                        new WithdrawalNotified(UKR, null, new TreatyId("rome-statute-c"), LETTER),
                        "Ukraine notified its withdrawal over the amendment rome-statute-c."),
                Arguments.of(
                        new InstrumentHeld(UKR, ConsentMeans.ACCESSION, "full powers are missing", LETTER),
                        "An instrument of accession of Ukraine was received and is held: full powers are missing."),
                Arguments.of(
                        new WithdrawalNotified(UKR, LocalDate.of(2026, 1, 1), null, LETTER),
                        "Ukraine notified its withdrawal, to take effect on 2026-01-01."),
                Arguments.of(new WithdrawalRevoked(UKR, LETTER), "Ukraine revoked its notification of withdrawal."),
                Arguments.of(declaration("art-124", null), "Ukraine made a declaration under article 124."),
                Arguments.of(declaration("art-12-3", null), "Ukraine made a declaration under article 12(3)."),
                Arguments.of(declaration("art-15-bis-4", null), "Ukraine made a declaration under article 15 bis(4)."),
                Arguments.of(
                        declaration("objection", CZE), "Ukraine made a declaration (objection), concerning Czechia."),
                Arguments.of(
                        new DeclarationWithdrawn(UKR, "art-124", null, null, LETTER),
                        "Ukraine withdrew its declaration under article 124."),
                Arguments.of(
                        new IntentionNotToBecomePartyCommunicated(UKR, LETTER),
                        "Ukraine communicated that it does not intend to become a party."),
                Arguments.of(
                        new EntryIntoForceRecorded(null, DAY, null, LETTER),
                        "The depositary determined that the treaty enters into force on 2024-10-25."),
                Arguments.of(
                        new EntryIntoForceRecorded(UKR, DAY, null, LETTER),
                        "The depositary determined that the treaty enters into force for Ukraine on 2024-10-25."),
                Arguments.of(new DecisionRecorded("activation", LETTER), "The decision “activation” was taken."),
                Arguments.of(
                        new ParticipantCeased(CSK, CZE, LETTER),
                        "Czechoslovakia ceased to exist; Czechia succeeded it."),
                Arguments.of(
                        new AnnouncementNoted(UKR, "The government means to leave", LETTER),
                        "An announcement by Ukraine was noted; it changes no status: “The government means to leave”"),
                Arguments.of(
                        new ActCorrected(7, new SignatureAffixed(UKR, false, LETTER), "Wrong day.", LETTER),
                        "The act at position 7 was corrected; it now reads: “Ukraine signed.” Reason: Wrong day."));
    }

    private static DeclarationMade declaration(String kind, @Nullable ParticipantId concerning) {
        return new DeclarationMade(UKR, kind, null, null, null, concerning, LETTER);
    }

    @ParameterizedTest
    @MethodSource("acts")
    void anActIsASentence(ActRecorded act, String sentence) {
        assertThat(sentences.of(act)).isEqualTo(sentence);
    }
}
