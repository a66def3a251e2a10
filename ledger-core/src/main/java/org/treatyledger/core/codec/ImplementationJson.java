package org.treatyledger.core.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.ImplementationCommand;
import org.treatyledger.core.implementation.ImplementationCommand.CorrectStep;
import org.treatyledger.core.implementation.ImplementationCommand.RecordStep;
import org.treatyledger.core.implementation.ImplementationEvent;
import org.treatyledger.core.implementation.ImplementationEvent.StepCorrected;
import org.treatyledger.core.implementation.ImplementationEvent.StepRecorded;
import org.treatyledger.core.implementation.LegislativeStep;
import org.treatyledger.core.implementation.Stage;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Steps of national implementation in the contract's form (section 4), as commands and as events. */
public final class ImplementationJson {

    /** Every stage, in the order of a law's life. */
    public static final String STAGES = "drafting, tabled, adopted, in-force, amended, repealed";

    /** Every area. */
    public static final String AREAS = "criminal-law, criminal-procedure, cooperation, victims";

    private ImplementationJson() {}

    /** The command that the text asks for; throws {@link MalformedJson} with the first field at fault. */
    public static ImplementationCommand read(TreatyId treaty, JsonNode json) {
        var it = new Fields(json, "");
        var command = it.find("action") == null ? recordStep(treaty, it) : correction(treaty, it);
        it.nothingElse();
        return command;
    }

    private static RecordStep recordStep(TreatyId treaty, Fields it) {
        return new RecordStep(treaty, it.participant("participant"), step(it), it.findDate("received"));
    }

    private static CorrectStep correction(TreatyId treaty, Fields it) {
        var action = it.text("action");
        if (!action.equals("correct")) {
            throw it.fault(
                    "action",
                    "\"" + action + "\" is not an action here.",
                    "Leave it out to record a step, or use correct to correct one.");
        }
        return new CorrectStep(
                treaty,
                it.participant("participant"),
                it.position("position"),
                replacement(it),
                it.text("reason"),
                it.findDate("received"));
    }

    private static @Nullable LegislativeStep replacement(Fields it) {
        return it.findObject("replacement")
                .map(replacement -> {
                    var step = step(replacement);
                    replacement.nothingElse();
                    return step;
                })
                .orElse(null);
    }

    private static LegislativeStep step(Fields it) {
        return new LegislativeStep(
                it.word("step", Stage::parse, STAGES),
                it.text("law"),
                it.legalDate("date"),
                areas(it),
                it.text("source"),
                it.text("assessor"),
                it.findText("confidence"),
                it.findText("note"));
    }

    private static List<Area> areas(Fields it) {
        var areas = it.words("areas", Area::parse, AREAS);
        if (areas.isEmpty()) {
            throw it.fault("areas", "The law provides for none of the areas.", "Name one or more of: " + AREAS + ".");
        }
        if (areas.stream().distinct().count() < areas.size()) {
            throw it.fault("areas", "An area is named twice.", "Name each once.");
        }
        return areas;
    }

    static ObjectNode write(ImplementationEvent event) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("participant", event.participant().code());
        switch (event) {
            case StepRecorded it -> write(json, it.step());
            case StepCorrected it -> {
                json.put("position", it.position());
                json.put("reason", it.reason());
                var replacement = it.replacement();
                if (replacement != null) {
                    write(json.putObject("replacement"), replacement);
                }
            }
        }
        json.put("received", event.received().toString());
        return json;
    }

    private static void write(ObjectNode json, LegislativeStep step) {
        json.put("step", step.stage().label());
        json.put("law", step.law());
        json.put("date", step.date().toString());
        var areas = json.putArray("areas");
        step.areas().forEach(area -> areas.add(area.label()));
        json.put("source", step.source());
        json.put("assessor", step.assessor());
        json.put("confidence", step.confidence());
        json.put("note", step.note());
    }

    static StepRecorded readRecorded(Fields it) {
        return new StepRecorded(it.participant("participant"), step(it), it.date("received"));
    }

    static StepCorrected readCorrected(Fields it) {
        return new StepCorrected(
                it.participant("participant"),
                it.position("position"),
                replacement(it),
                it.text("reason"),
                it.date("received"));
    }
}
