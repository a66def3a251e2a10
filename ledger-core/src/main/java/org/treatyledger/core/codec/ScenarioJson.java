package org.treatyledger.core.codec;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.JsonNode;

/** Reads a what-if question (contract, section 5): actions that nobody has recorded, and the day that is asked about. */
public final class ScenarioJson {

    /** The most actions of one question: one of every State, and some to spare. */
    public static final int MOST_ACTIONS = 250;

    private ScenarioJson() {}

    /**
     * The question.
     *
     * @param on the legal day; null for today
     */
    public record Question(
            List<RecordAct> actions, @Nullable LocalDate on) {
        public Question {
            actions = List.copyOf(actions);
        }
    }

    /** The question; throws {@link MalformedJson} with the path of the first fault. */
    public static Question read(TreatyId treaty, JsonNode json) {
        var it = new Fields(json, "");
        var actions = new ArrayList<RecordAct>();
        for (var action : it.list("actions", (element, at) -> element)) {
            actions.add(action(treaty, action, actions.size()));
        }
        if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
            throw it.fault(
                    "actions", "One to " + MOST_ACTIONS + " actions are expected.", "Ask about fewer at a time.");
        }
        var question = new Question(actions, it.findDate("on"));
        it.nothingElse();
        return question;
    }

    private static RecordAct action(TreatyId treaty, JsonNode action, int index) {
        try {
            return ActionJson.read(treaty, action);
        } catch (MalformedJson e) {
            var field = e.field() == null ? "" : "." + e.field();
            throw new MalformedJson("actions[" + index + "]" + field, e.problem(), e.remedy());
        }
    }
}
