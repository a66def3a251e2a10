package org.treatyledger.core.codec;

import java.util.List;
import org.treatyledger.core.implementation.Ruling;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.Decision.Warning;
import org.treatyledger.core.treaty.Effect;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an accepted command is answered (contract, section 4): effects and warnings. */
public final class AnswerJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AnswerJson() {}

    /** The answer without positions and version, which only the log knows. */
    public static ObjectNode write(Accepted accepted) {
        var json = JSON.objectNode();
        json.set("effects", effects(accepted.effects()));
        json.set("warnings", warnings(accepted.warnings()));
        return json;
    }

    /** The same of a step of national implementation, from which nothing follows in the law of the treaty. */
    public static ObjectNode write(Ruling.Accepted accepted) {
        var json = JSON.objectNode();
        json.set("effects", effects(List.of()));
        json.set("warnings", warnings(accepted.warnings()));
        return json;
    }

    private static ArrayNode effects(List<Effect> effects) {
        var json = JSON.arrayNode();
        for (var effect : effects) {
            var one = json.addObject();
            var participant = effect.participant();
            if (participant != null) {
                one.put("participant", participant.code());
            }
            var status = effect.status();
            if (status != null) {
                one.put("status", status.label());
            }
            one.put(
                    "entersIntoForceOn",
                    effect.entersIntoForceOn() == null
                            ? null
                            : effect.entersIntoForceOn().toString());
            var exitsOn = effect.exitsOn();
            if (exitsOn != null) {
                one.put("exitsOn", exitsOn.toString());
            }
            var trace = one.putArray("trace");
            effect.trace().forEach(trace::add);
        }
        return json;
    }

    private static ArrayNode warnings(List<Warning> warnings) {
        var json = JSON.arrayNode();
        warnings.forEach(warning -> json.addObject().put("code", warning.code()).put("detail", warning.sentence()));
        return json;
    }
}
