package org.treatyledger.api.pages;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import tools.jackson.databind.JsonNode;

/** What follows from an act, as the ledger answered it: effects with their arithmetic, and warnings. */
public record Consequences(List<One> effects, List<Prose> warnings) {

    /**
     * What follows for one participant.
     *
     * @param who its name, or the treaty itself
     * @param status what it is to the treaty on the day of the act, null for the treaty
     * @param trace the arithmetic, a step a line
     */
    public record One(
            String who,
            @Nullable String status,
            @Nullable LocalDate entersIntoForceOn,
            @Nullable LocalDate exitsOn,
            List<Prose> trace) {}

    static Consequences of(JsonNode answer, Participants participants) {
        var effects = new ArrayList<One>();
        for (var effect : answer.path("effects")) {
            effects.add(one(effect, participants));
        }
        var warnings = new ArrayList<Prose>();
        for (var warning : answer.path("warnings")) {
            warnings.add(Prose.of(warning.path("detail").stringValue("")));
        }
        return new Consequences(effects, warnings);
    }

    private static One one(JsonNode effect, Participants participants) {
        var who = text(effect, "participant");
        var trace = new ArrayList<Prose>();
        for (var step : effect.path("trace")) {
            trace.add(Prose.of(step.stringValue("")));
        }
        return new One(
                who == null ? "The treaty itself" : participants.nameOf(new ParticipantId(who)),
                text(effect, "status"),
                day(effect, "entersIntoForceOn"),
                day(effect, "exitsOn"),
                trace);
    }

    private static @Nullable String text(JsonNode effect, String field) {
        var value = effect.path(field);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable LocalDate day(JsonNode effect, String field) {
        var text = text(effect, field);
        return text == null ? null : LocalDate.parse(text);
    }
}
