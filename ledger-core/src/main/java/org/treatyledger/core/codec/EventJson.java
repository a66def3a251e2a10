package org.treatyledger.core.codec;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.ImplementationEvent;
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
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalRevoked;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Events as JSON and back, under the same field names as the actions that caused them. */
final class EventJson {

    private EventJson() {}

    static ObjectNode write(LedgerEvent event) {
        return switch (event) {
            case TreatyRegistered(var clauses) -> withoutNulls(RulesText.write(clauses));
            case ActRecorded act -> write(act);
            case ImplementationEvent step -> withoutNulls(ImplementationJson.write(step));
            default -> throw new IllegalStateException("No JSON for " + event.getClass());
        };
    }

    private static ObjectNode write(ActRecorded act) {
        var json = JsonNodeFactory.instance.objectNode();
        if (!(act instanceof ActCorrected)) {
            put(json, "participant", act.participant());
        }
        switch (act) {
            case SignatureAffixed it -> json.put("definitive", it.definitive());
            case InstrumentDeposited it -> json.put("means", it.means().label());
            case SuccessionNotified it -> {
                put(json, "predecessor", it.predecessor());
                put(json, "effectiveOn", it.effectiveOn());
            }
            case InstrumentHeld it -> json.put("means", it.means().label()).put("reason", it.reason());
            case WithdrawalNotified it -> {
                put(json, "effectiveOn", it.effectiveOn());
                json.put(
                        "overAmendment",
                        it.overAmendment() == null ? null : it.overAmendment().value());
            }
            case DeclarationMade it -> declaration(json, it);
            case DeclarationWithdrawn it -> {
                json.put("kind", it.kind());
                put(json, "until", it.effectiveOn());
                put(json, "concerning", it.concerning());
            }
            case EntryIntoForceRecorded it -> {
                put(json, "effectiveOn", it.effectiveOn());
                json.put("overrideReason", it.overrideReason());
            }
            case DecisionRecorded it -> json.put("name", it.name());
            case ParticipantCeased it -> put(json, "successor", it.successor());
            case ActCorrected it -> correction(json, it);
            case AnnouncementNoted it -> json.put("text", it.text());
            case InstrumentWithdrawn _, WithdrawalRevoked _, IntentionNotToBecomePartyCommunicated _ -> {}
        }
        communication(json, act.communication());
        return withoutNulls(json);
    }

    private static void declaration(ObjectNode json, DeclarationMade it) {
        json.put("kind", it.kind());
        put(json, "from", it.from());
        put(json, "until", it.until());
        json.put("text", it.text());
        put(json, "concerning", it.concerning());
    }

    private static void correction(ObjectNode json, ActCorrected it) {
        json.put("position", it.position());
        json.put("reason", it.reason());
        var replacement = write(it.replacement());
        replacement.put("type", EventType.of(it.replacement()).label());
        json.set("replacement", replacement);
    }

    private static void communication(ObjectNode json, Communication it) {
        json.put("date", it.receivedOn().toString());
        json.put("notification", it.notification());
        put(json, "circulatedOn", it.circulatedOn());
        json.put("note", it.note());
        json.put("source", it.source());
        json.put("confidence", it.confidence());
    }

    private static void put(ObjectNode json, String name, @Nullable ParticipantId participant) {
        json.put(name, participant == null ? null : participant.code());
    }

    private static void put(ObjectNode json, String name, @Nullable LocalDate day) {
        json.put(name, day == null ? null : day.toString());
    }

    private static ObjectNode withoutNulls(ObjectNode json) {
        json.properties().removeIf(field -> field.getValue().isNull());
        json.properties().forEach(field -> {
            if (field.getValue() instanceof ObjectNode inner) {
                withoutNulls(inner);
            }
        });
        return json;
    }

    static LedgerEvent read(EventType type, JsonNode json, String path) {
        return switch (type) {
            case TREATY_REGISTERED -> new TreatyRegistered(RulesJson.read(json));
            case IMPLEMENTATION_STEP_RECORDED, IMPLEMENTATION_STEP_CORRECTED -> readStep(type, new Fields(json, path));
            default -> readAct(type, new Fields(json, path));
        };
    }

    private static ImplementationEvent readStep(EventType type, Fields it) {
        var event = type == EventType.IMPLEMENTATION_STEP_RECORDED
                ? ImplementationJson.readRecorded(it)
                : ImplementationJson.readCorrected(it);
        it.nothingElse();
        return event;
    }

    private static ActRecorded readAct(EventType type, Fields it) {
        var event = act(type, it);
        it.nothingElse();
        return event;
    }

    private static ActRecorded act(EventType type, Fields it) {
        var communication = ActionJson.communication(it);
        return switch (type) {
            case SIGNATURE_AFFIXED ->
                new SignatureAffixed(it.participant("participant"), it.flag("definitive"), communication);
            case INSTRUMENT_DEPOSITED ->
                new InstrumentDeposited(
                        it.participant("participant"),
                        it.word("means", ConsentMeans::parse, "the means of consent"),
                        communication);
            case INSTRUMENT_HELD ->
                new InstrumentHeld(
                        it.participant("participant"),
                        it.word("means", ConsentMeans::parse, "the means of consent"),
                        it.text("reason"),
                        communication);
            case INSTRUMENT_WITHDRAWN -> new InstrumentWithdrawn(it.participant("participant"), communication);
            case SUCCESSION_NOTIFIED ->
                new SuccessionNotified(
                        it.participant("participant"),
                        it.participant("predecessor"),
                        it.date("effectiveOn"),
                        communication);
            case WITHDRAWAL_NOTIFIED ->
                new WithdrawalNotified(
                        it.participant("participant"),
                        it.findDate("effectiveOn"),
                        it.findTreaty("overAmendment"),
                        communication);
            case WITHDRAWAL_REVOKED -> new WithdrawalRevoked(it.participant("participant"), communication);
            case DECLARATION_MADE -> declarationMade(it, communication);
            case DECLARATION_WITHDRAWN ->
                new DeclarationWithdrawn(
                        it.participant("participant"),
                        it.text("kind"),
                        it.findDate("until"),
                        it.findParticipant("concerning"),
                        communication);
            case INTENTION_COMMUNICATED ->
                new IntentionNotToBecomePartyCommunicated(it.participant("participant"), communication);
            case ENTRY_INTO_FORCE_RECORDED ->
                new EntryIntoForceRecorded(
                        it.findParticipant("participant"),
                        it.date("effectiveOn"),
                        it.findText("overrideReason"),
                        communication);
            case DECISION_RECORDED -> new DecisionRecorded(it.text("name"), communication);
            case PARTICIPANT_CEASED ->
                new ParticipantCeased(it.participant("participant"), it.findParticipant("successor"), communication);
            case ACT_CORRECTED -> corrected(it, communication);
            case ANNOUNCEMENT_NOTED ->
                new AnnouncementNoted(it.findParticipant("participant"), it.findText("text"), communication);
            case TREATY_REGISTERED, IMPLEMENTATION_STEP_RECORDED, IMPLEMENTATION_STEP_CORRECTED ->
                throw new IllegalStateException(type + " is not an act");
        };
    }

    private static DeclarationMade declarationMade(Fields it, Communication communication) {
        return new DeclarationMade(
                it.participant("participant"),
                it.text("kind"),
                it.findDate("from"),
                it.findDate("until"),
                it.findText("text"),
                it.findParticipant("concerning"),
                communication);
    }

    private static ActCorrected corrected(Fields it, Communication communication) {
        var replacement = it.object("replacement");
        var type =
                replacement.word("type", word -> EventType.parse(word).filter(EventType::isAct), "the types of acts");
        return new ActCorrected(it.position("position"), readAct(type, replacement), it.text("reason"), communication);
    }
}
