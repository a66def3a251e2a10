package org.treatyledger.api.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.web.Intake;
import org.treatyledger.core.codec.ImplementationJson;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.web.Clocks;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The desk's form for a step of national implementation, with every input as it was typed.
 *
 * @param stage how far the law has come
 * @param date a day, a month or a year
 * @param areas what the law provides for; null where none is ticked
 * @param key the idempotency key, made when the form was first shown
 * @param previewed the digest of what was previewed; only that is recorded
 * @param version the version of the State's stream that the preview was made at
 */
public record StepForm(
        @Nullable String treaty,
        @Nullable String participant,
        @Nullable String stage,
        @Nullable String law,
        @Nullable String date,
        @Nullable List<String> areas,
        @Nullable String source,
        @Nullable String assessor,
        @Nullable String confidence,
        @Nullable String note,
        @Nullable String received,
        @Nullable String key,
        @Nullable String previewed,
        @Nullable Long version)
        implements DeskForm {

    /** An empty form. */
    static StepForm empty(String treaty) {
        return new StepForm(
                treaty, null, "adopted", null, null, null, null, null, null, null, null, Inputs.freshKey(), null, null);
    }

    private StepForm with(@Nullable String newKey, @Nullable String digest, @Nullable Long at) {
        return new StepForm(
                treaty,
                participant,
                stage,
                law,
                date,
                areas,
                source,
                assessor,
                confidence,
                note,
                received,
                newKey,
                digest,
                at);
    }

    @Override
    public StepForm asNewAct() {
        return with(Inputs.freshKey(), null, null);
    }

    @Override
    public StepForm previewedAs(String digest, long at) {
        return with(key, digest, at);
    }

    @Override
    public StepForm keyed() {
        return Inputs.isKey(key) ? this : asNewAct();
    }

    /** Whether that area is ticked. */
    public boolean has(String area) {
        return areas != null && areas.contains(area);
    }

    @Override
    public Intake.Sent read(Participants directory) {
        var id = TreatyId.parse(Inputs.text(treaty)).orElseThrow(() -> Clocks.unknownTreaty(Inputs.text(treaty)));
        var body = JsonNodeFactory.instance.objectNode();
        body.put("participant", Inputs.participant(participant, directory).code());
        body.put("step", Inputs.text(stage));
        body.put("law", Inputs.text(law));
        body.put("date", Inputs.text(date));
        var ticked = body.putArray("areas");
        if (areas != null) {
            areas.forEach(ticked::add);
        }
        body.put("source", Inputs.text(source));
        body.put("assessor", Inputs.text(assessor));
        Inputs.putIfTyped(body, "confidence", confidence);
        Inputs.putIfTyped(body, "note", note);
        Inputs.putIfTyped(body, "received", received);
        return new Intake.Sent(ImplementationJson.read(id, body), body, Inputs.text(key), version);
    }
}
