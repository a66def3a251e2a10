package org.treatyledger.api.pages;

import org.jspecify.annotations.Nullable;
import org.treatyledger.api.web.Intake;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.web.Clocks;
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
        @Nullable Long version)
        implements DeskForm {

    /** An empty form for a deposit received on that day. */
    static DepositForm empty(String treaty, String date) {
        return new DepositForm(treaty, null, null, date, null, null, Inputs.freshKey(), null, null);
    }

    @Override
    public DepositForm asNewAct() {
        return new DepositForm(treaty, participant, means, date, notification, note, Inputs.freshKey(), null, null);
    }

    @Override
    public DepositForm previewedAs(String digest, long at) {
        return new DepositForm(treaty, participant, means, date, notification, note, key, digest, at);
    }

    @Override
    public DepositForm keyed() {
        return Inputs.isKey(key) ? this : asNewAct();
    }

    @Override
    public Intake.Sent read(Participants directory) {
        var id = TreatyId.parse(Inputs.text(treaty)).orElseThrow(() -> Clocks.unknownTreaty(Inputs.text(treaty)));
        var body = JsonNodeFactory.instance.objectNode();
        body.put("action", "deposit-instrument");
        body.put("participant", Inputs.participant(participant, directory).code());
        body.put("means", Inputs.text(means));
        body.put("date", Inputs.text(date));
        if (!Inputs.text(notification).isEmpty()) {
            body.put("notification", Inputs.text(notification));
        }
        if (!Inputs.text(note).isEmpty()) {
            body.put("note", Inputs.text(note));
        }
        return new Intake.Sent(ActionJson.read(id, body), body, Inputs.text(key), version);
    }
}
