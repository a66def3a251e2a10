package org.treatyledger.core.codec;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.vocabulary.LedgerEvent;

/**
 * The stable names of events in the log, with their current revision. A name is ours, never a Java class's, and is
 * never changed: an event that means something else gets another.
 */
public enum EventType {
    TREATY_REGISTERED("treaty-registered", TreatyEvent.TreatyRegistered.class),
    SIGNATURE_AFFIXED("signature-affixed", TreatyEvent.SignatureAffixed.class),
    INSTRUMENT_DEPOSITED("instrument-deposited", TreatyEvent.InstrumentDeposited.class),
    INSTRUMENT_HELD("instrument-held", TreatyEvent.InstrumentHeld.class),
    INSTRUMENT_WITHDRAWN("instrument-withdrawn", TreatyEvent.InstrumentWithdrawn.class),
    SUCCESSION_NOTIFIED("succession-notified", TreatyEvent.SuccessionNotified.class),
    WITHDRAWAL_NOTIFIED("withdrawal-notified", TreatyEvent.WithdrawalNotified.class),
    WITHDRAWAL_REVOKED("withdrawal-revoked", TreatyEvent.WithdrawalRevoked.class),
    DECLARATION_MADE("declaration-made", TreatyEvent.DeclarationMade.class),
    DECLARATION_WITHDRAWN("declaration-withdrawn", TreatyEvent.DeclarationWithdrawn.class),
    INTENTION_COMMUNICATED(
            "intention-not-to-become-party-communicated", TreatyEvent.IntentionNotToBecomePartyCommunicated.class),
    ENTRY_INTO_FORCE_RECORDED("entry-into-force-recorded", TreatyEvent.EntryIntoForceRecorded.class),
    DECISION_RECORDED("decision-recorded", TreatyEvent.DecisionRecorded.class),
    PARTICIPANT_CEASED("participant-ceased", TreatyEvent.ParticipantCeased.class),
    ACT_CORRECTED("act-corrected", TreatyEvent.ActCorrected.class),
    ANNOUNCEMENT_NOTED("announcement-noted", TreatyEvent.AnnouncementNoted.class),
    IMPLEMENTATION_STEP_RECORDED("implementation-step-recorded", ImplementationEvent.StepRecorded.class),
    IMPLEMENTATION_STEP_CORRECTED("implementation-step-corrected", ImplementationEvent.StepCorrected.class);

    private final String label;
    private final Class<? extends LedgerEvent> event;

    EventType(String label, Class<? extends LedgerEvent> event) {
        this.label = label;
        this.event = event;
    }

    /** The name in the log. */
    public String label() {
        return label;
    }

    /** The revision that is written today. */
    public int revision() {
        return Upcasters.TODAY.current(this);
    }

    /** Whether events of the type are acts of a treaty. */
    public boolean isAct() {
        return TreatyEvent.ActRecorded.class.isAssignableFrom(event);
    }

    private static final Map<Class<?>, EventType> BY_EVENT =
            Arrays.stream(values()).collect(Collectors.toMap(type -> type.event, type -> type));
    private static final Map<String, EventType> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toMap(EventType::label, type -> type));

    /** The type of an event. */
    public static EventType of(LedgerEvent event) {
        var type = BY_EVENT.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException("No event type for " + event.getClass());
        }
        return type;
    }

    /** The type of that name, or none. */
    public static Optional<EventType> parse(String label) {
        return Optional.ofNullable(BY_LABEL.get(label));
    }
}
