package org.treatyledger.api.pages;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.web.Intake;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.web.Clocks;
import org.treatyledger.projections.web.Problem;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The desk's form for a deposit, with every input as it was typed.
 *
 * @param key the idempotency key, made when the form was first shown
 * @param previewed the digest of what was previewed; only that is recorded
 * @param version the version of the treaty's stream that the preview was made at
 */
public record DepositForm(
        @Nullable String treaty,
        @Nullable String participant,
        @Nullable String means,
        @Nullable String date,
        @Nullable String notification,
        @Nullable String note,
        @Nullable String key,
        @Nullable String previewed,
        @Nullable Long version) {

    /** An empty form for a deposit received on that day. */
    static DepositForm empty(String treaty, String date) {
        return new DepositForm(treaty, null, null, date, null, null, freshKey(), null, null);
    }

    private static String freshKey() {
        return UUID.randomUUID().toString();
    }

    /** The same inputs, for a new act. */
    DepositForm asNewAct() {
        return new DepositForm(treaty, participant, means, date, notification, note, freshKey(), null, null);
    }

    /** The same inputs, previewed at a version of the treaty's stream. */
    DepositForm previewedAs(String digest, long at) {
        return new DepositForm(treaty, participant, means, date, notification, note, key, digest, at);
    }

    /** The same inputs, under a key that the log can keep. */
    DepositForm keyed() {
        return key == null || key.isBlank() || key.length() > Intake.LONGEST_KEY ? asNewAct() : this;
    }

    /** What the form asks for, in the contract's words; throws a problem, or MalformedJson, that names the field. */
    Intake.Sent read(Participants directory) {
        var id = TreatyId.parse(text(treaty)).orElseThrow(() -> Clocks.unknownTreaty(text(treaty)));
        var body = JsonNodeFactory.instance.objectNode();
        body.put("action", "deposit-instrument");
        body.put("participant", find(directory).code());
        body.put("means", text(means));
        body.put("date", text(date));
        if (!text(notification).isEmpty()) {
            body.put("notification", text(notification));
        }
        if (!text(note).isEmpty()) {
            body.put("note", text(note));
        }
        return new Intake.Sent(ActionJson.read(id, body), body, text(key), version);
    }

    /** Whom the form names: by code, by name, or by both as the list suggests them. */
    private ParticipantId find(Participants directory) {
        var typed = text(participant);
        return directory.all().stream()
                .filter(one -> typed.equalsIgnoreCase(one.id().code())
                        || typed.equalsIgnoreCase(one.name())
                        || typed.equalsIgnoreCase(suggestion(one.name(), one.id())))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                400,
                                "unknown-participant",
                                typed.isEmpty()
                                        ? "The form does not say whose instrument it is."
                                        : "No participant is called “" + typed + "”.")
                        .field("participant")
                        .remedy("Give a name as the list has it, or an ISO 3166-1 alpha-3 code.")
                        .asException())
                .id();
    }

    /** A participant as the list suggests it: Ukraine (UKR). */
    static String suggestion(String name, ParticipantId id) {
        return name + " (" + id + ")";
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }
}
