package org.treatyledger.api.pages;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.web.Intake;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.projections.web.Problem;
import tools.jackson.databind.node.ObjectNode;

/** What people type into forms, read. */
final class Inputs {

    private Inputs() {}

    /** What was typed, without the white space around it; empty where nothing was. */
    static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Puts what was typed, where something was. */
    static void putIfTyped(ObjectNode body, String field, @Nullable String typed) {
        if (!text(typed).isEmpty()) {
            body.put(field, text(typed));
        }
    }

    /** A key for a form that is shown for the first time. */
    static String freshKey() {
        return UUID.randomUUID().toString();
    }

    /** Whether it is a key that the log can keep. */
    static boolean isKey(@Nullable String key) {
        return key != null && !key.isBlank() && key.length() <= Intake.LONGEST_KEY;
    }

    /** Whom the form names: by code, by name, or by both as the list suggests them. */
    static ParticipantId participant(@Nullable String input, Participants directory) {
        var typed = text(input);
        return directory.all().stream()
                .filter(one -> typed.equalsIgnoreCase(one.id().code())
                        || typed.equalsIgnoreCase(one.name())
                        || typed.equalsIgnoreCase(suggestion(one.name(), one.id())))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                400,
                                "unknown-participant",
                                typed.isEmpty()
                                        ? "The form does not say whom it is about."
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
}
