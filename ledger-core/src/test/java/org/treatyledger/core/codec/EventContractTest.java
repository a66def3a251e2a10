package org.treatyledger.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.implementation.LegislativeStep;
import org.treatyledger.core.implementation.Stage;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.Acts;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.LegalDate;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * One file an event revision, with the bytes that some log may hold since the day it was written. A file is never
 * edited; an event that changes gets a new revision and a new file. {@code -Dcontract.create=true} writes those that are
 * missing, and only those.
 */
class EventContractTest {

    private static final Path FOLDER = Path.of("src/test/resources/contract");

    private final EntryCodec codec = new EntryCodec();

    private static Path file(EventType type) {
        return FOLDER.resolve(type.label() + "." + type.revision() + ".json");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void givenTheContractFile_whenDecodedAndEncoded_thenItsBytesAreTheSame(EventType type) throws IOException {
        if (Boolean.getBoolean("contract.create") && !Files.exists(file(type))) {
            Files.createDirectories(FOLDER);
            Files.write(file(type), codec.encode(entry(type)));
        }
        var bytes = Files.readAllBytes(file(type));
        var entry = codec.decode(bytes);
        assertThat(codec.encode(entry)).isEqualTo(bytes);
        assertThat(codec.typeOf(entry.event())).isEqualTo(type.label());
        assertThat(entry).isEqualTo(entry(type));
    }

    @Test
    void givenTheFolder_whenListed_thenEachFileIsOfATypeAndRevisionThatIsRead() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                            .map(EventContractTest::file)
                            .toList());
        }
    }

    private static LedgerEntry entry(EventType type) {
        return new LedgerEntry(
                412,
                "treaty/rome-statute",
                287,
                "contract-" + type.label(),
                new Actor("a.abebe", "Treaty Section"),
                Instant.parse("2026-11-24T12:00:00.000001Z"),
                event(type));
    }

    /** The Statute's rules before there was a form for leaving over an amendment. */
    private static FinalClauses asFirstRegistered() {
        return Seed.clausesWith("rome-statute", ExitRule.of(new DateRule.PlusYears(1), true, "art. 127(1)"));
    }

    private static LegislativeStep step(Stage stage, String date) {
        return new LegislativeStep(
                stage,
                "Bill 11484 – 国",
                LegalDate.parse(date).orElseThrow(),
                List.of(Area.CRIMINAL_LAW, Area.VICTIMS),
                "a source",
                "an assessor",
                "sourced",
                "a \"note\"");
    }

    private static LedgerEvent event(EventType type) {
        var state = new ParticipantId("ARM");
        var day = LocalDate.of(2023, 11, 14);
        var said = new Communication(
                day, "C.N.489.2023.TREATIES-XVIII.10", null, "a \"note\", Åland – 国", "a source", "sourced");
        return switch (type) {
            case TREATY_REGISTERED -> new TreatyEvent.TreatyRegistered(asFirstRegistered());
            case SIGNATURE_AFFIXED -> new TreatyEvent.SignatureAffixed(state, false, said);
            case INSTRUMENT_DEPOSITED -> new TreatyEvent.InstrumentDeposited(state, ConsentMeans.RATIFICATION, said);
            case INSTRUMENT_HELD ->
                new TreatyEvent.InstrumentHeld(state, ConsentMeans.ACCESSION, "full powers are awaited", said);
            case INSTRUMENT_WITHDRAWN -> new TreatyEvent.InstrumentWithdrawn(state, said);
            case SUCCESSION_NOTIFIED ->
                new TreatyEvent.SuccessionNotified(
                        new ParticipantId("MNE"), new ParticipantId("SCG"), LocalDate.of(2006, 6, 3), said);
            case WITHDRAWAL_NOTIFIED -> new TreatyEvent.WithdrawalNotified(state, LocalDate.of(2025, 1, 1), null, said);
            case WITHDRAWAL_REVOKED -> new TreatyEvent.WithdrawalRevoked(state, said);
            case DECLARATION_MADE ->
                new TreatyEvent.DeclarationMade(
                        state,
                        "art-12-3",
                        LocalDate.of(2021, 5, 10),
                        LocalDate.of(2024, 1, 31),
                        "a text",
                        new ParticipantId("AZE"),
                        said);
            case DECLARATION_WITHDRAWN ->
                new TreatyEvent.DeclarationWithdrawn(state, "art-12-3", LocalDate.of(2023, 11, 1), null, said);
            case INTENTION_COMMUNICATED -> new TreatyEvent.IntentionNotToBecomePartyCommunicated(state, said);
            case ENTRY_INTO_FORCE_RECORDED ->
                new TreatyEvent.EntryIntoForceRecorded(state, LocalDate.of(2024, 2, 1), "a reason", said);
            case DECISION_RECORDED -> new TreatyEvent.DecisionRecorded("activation-of-jurisdiction", said);
            case PARTICIPANT_CEASED ->
                new TreatyEvent.ParticipantCeased(new ParticipantId("SCG"), new ParticipantId("SRB"), said);
            case ACT_CORRECTED ->
                new TreatyEvent.ActCorrected(
                        42,
                        new TreatyEvent.InstrumentDeposited(state, ConsentMeans.ACCESSION, Acts.received("2023-11-13")),
                        "recorded wrongly",
                        said);
            case ANNOUNCEMENT_NOTED -> new TreatyEvent.AnnouncementNoted(state, "an announcement", said);
            case IMPLEMENTATION_STEP_RECORDED ->
                new ImplementationEvent.StepRecorded(new ParticipantId("UKR"), step(Stage.ADOPTED, "2024-10"), day);
            case IMPLEMENTATION_STEP_CORRECTED ->
                new ImplementationEvent.StepCorrected(
                        new ParticipantId("UKR"), 42, step(Stage.IN_FORCE, "2024"), "recorded wrongly", day);
        };
    }
}
