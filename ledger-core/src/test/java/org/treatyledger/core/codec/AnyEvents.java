package org.treatyledger.core.codec;

import java.time.Instant;
import java.time.Year;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.implementation.LegislativeStep;
import org.treatyledger.core.implementation.Stage;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.LegalDate;
import org.treatyledger.core.vocabulary.TreatyId;

/** Random events of every type, and entries that hold them. */
final class AnyEvents {

    private static final List<ConsentMeans> MEANS = List.of(ConsentMeans.values());
    private static final List<EventType> ACTS =
            Arrays.stream(EventType.values()).filter(EventType::isAct).toList();

    private static final List<Stage> STAGES = List.of(Stage.values());
    private static final List<Area> AREAS = List.of(Area.values());

    private final RandomGenerator random;
    private final AnyRules any;

    AnyEvents(RandomGenerator random) {
        this.random = random;
        this.any = new AnyRules(random);
    }

    private Communication communication() {
        var day = any.day();
        return new Communication(
                day,
                any.maybe(any::text),
                any.maybe(() -> day.plusDays(random.nextInt(100))),
                any.maybe(any::text),
                any.maybe(any::text),
                any.maybe(any::text));
    }

    LedgerEntry entry(LedgerEvent event) {
        return new LedgerEntry(
                random.nextLong(1L << 53),
                "treaty/rome-statute",
                random.nextLong(1L << 53),
                any.text(),
                new Actor(any.text(), any.text()),
                Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000) * 1_000L),
                event);
    }

    LedgerEvent event(EventType type) {
        return switch (type) {
            case TREATY_REGISTERED -> new TreatyEvent.TreatyRegistered(any.clauses());
            case IMPLEMENTATION_STEP_RECORDED -> new ImplementationEvent.StepRecorded(any.who(), step(), any.day());
            case IMPLEMENTATION_STEP_CORRECTED ->
                new ImplementationEvent.StepCorrected(
                        any.who(), random.nextLong(1L << 53), any.maybe(this::step), any.text(), any.day());
            default -> act(type, 3);
        };
    }

    private LegislativeStep step() {
        return new LegislativeStep(
                STAGES.get(random.nextInt(STAGES.size())),
                any.text(),
                legalDate(),
                AREAS.subList(0, 1 + random.nextInt(AREAS.size())),
                any.text(),
                any.text(),
                any.maybe(any::text),
                any.maybe(any::text));
    }

    private LegalDate legalDate() {
        var day = any.day();
        return switch (random.nextInt(3)) {
            case 0 -> new LegalDate.On(day);
            case 1 -> new LegalDate.WithinMonth(YearMonth.from(day));
            default -> new LegalDate.WithinYear(Year.from(day));
        };
    }

    private ActRecorded act(EventType type, int deep) {
        return switch (type) {
            case SIGNATURE_AFFIXED ->
                new TreatyEvent.SignatureAffixed(any.who(), random.nextBoolean(), communication());
            case INSTRUMENT_DEPOSITED ->
                new TreatyEvent.InstrumentDeposited(
                        any.who(), MEANS.get(random.nextInt(MEANS.size())), communication());
            case INSTRUMENT_HELD ->
                new TreatyEvent.InstrumentHeld(
                        any.who(), MEANS.get(random.nextInt(MEANS.size())), any.text(), communication());
            case INSTRUMENT_WITHDRAWN -> new TreatyEvent.InstrumentWithdrawn(any.who(), communication());
            case SUCCESSION_NOTIFIED ->
                new TreatyEvent.SuccessionNotified(any.who(), any.who(), any.day(), communication());
            case WITHDRAWAL_NOTIFIED ->
                new TreatyEvent.WithdrawalNotified(
                        any.who(), any.maybe(any::day), any.maybe(() -> new TreatyId("an-amendment")), communication());
            case WITHDRAWAL_REVOKED -> new TreatyEvent.WithdrawalRevoked(any.who(), communication());
            case DECLARATION_MADE ->
                new TreatyEvent.DeclarationMade(
                        any.who(),
                        any.text(),
                        any.maybe(any::day),
                        any.maybe(any::day),
                        any.maybe(any::text),
                        any.maybe(any::who),
                        communication());
            case DECLARATION_WITHDRAWN ->
                new TreatyEvent.DeclarationWithdrawn(
                        any.who(), any.text(), any.maybe(any::day), any.maybe(any::who), communication());
            case INTENTION_COMMUNICATED ->
                new TreatyEvent.IntentionNotToBecomePartyCommunicated(any.who(), communication());
            case ENTRY_INTO_FORCE_RECORDED ->
                new TreatyEvent.EntryIntoForceRecorded(
                        any.maybe(any::who), any.day(), any.maybe(any::text), communication());
            case DECISION_RECORDED -> new TreatyEvent.DecisionRecorded(any.text(), communication());
            case PARTICIPANT_CEASED ->
                new TreatyEvent.ParticipantCeased(any.who(), any.maybe(any::who), communication());
            case ACT_CORRECTED ->
                new TreatyEvent.ActCorrected(random.nextLong(1L << 53), replacement(deep), any.text(), communication());
            case ANNOUNCEMENT_NOTED ->
                new TreatyEvent.AnnouncementNoted(any.maybe(any::who), any.maybe(any::text), communication());
            case TREATY_REGISTERED, IMPLEMENTATION_STEP_RECORDED, IMPLEMENTATION_STEP_CORRECTED ->
                throw new IllegalArgumentException("not an act");
        };
    }

    private ActRecorded replacement(int deep) {
        var type = ACTS.get(random.nextInt(ACTS.size()));
        return act(type == EventType.ACT_CORRECTED && deep == 0 ? EventType.DECISION_RECORDED : type, deep - 1);
    }
}
