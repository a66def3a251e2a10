package org.treatyledger.core.codec;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.LegalDate;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of one JSON object strictly: each at most once, of the right kind, and none that nobody asked for.
 * Every fault names its path.
 */
final class Fields {

    /** The longest text that a field may hold, in characters. */
    static final int LONGEST_TEXT = 10_000;

    /** Years of more than four digits and years before the first have a sign, and so more characters. */
    private static final int ISO_DATE_LENGTH = 10;

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    private final ObjectNode object;
    private final String path;
    private final Set<String> asked = new HashSet<>();

    Fields(@Nullable JsonNode node, String path) {
        if (!(node instanceof ObjectNode it)) {
            throw new MalformedJson(path.isEmpty() ? null : path, "An object is expected here.", "Give a JSON object.");
        }
        this.object = it;
        this.path = path;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    MalformedJson fault(String name, String problem, String remedy) {
        return new MalformedJson(pathOf(name), problem, remedy);
    }

    /** The value, or null where the field is absent or null. */
    @Nullable
    JsonNode find(String name) {
        asked.add(name);
        var value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    private MalformedJson missing(String name) {
        return fault(name, "The field " + pathOf(name) + " is missing.", "Add it.");
    }

    JsonNode node(String name) {
        return required(name, find(name));
    }

    Fields object(String name) {
        return new Fields(node(name), pathOf(name));
    }

    Optional<Fields> findObject(String name) {
        return Optional.ofNullable(find(name)).map(value -> new Fields(value, pathOf(name)));
    }

    @Nullable
    String findText(String name) {
        var value = find(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw fault(name, pathOf(name) + " must be a text.", "Put it in quotation marks.");
        }
        var text = value.stringValue();
        if (text.length() > LONGEST_TEXT) {
            throw fault(name, pathOf(name) + " is longer than " + LONGEST_TEXT + " characters.", "Shorten it.");
        }
        if (!isWellFormed(text)) {
            throw fault(name, pathOf(name) + " holds half of a character pair.", "Send well-formed Unicode.");
        }
        return text;
    }

    private static boolean isWellFormed(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    String text(String name) {
        var text = required(name, findText(name));
        if (text.isBlank()) {
            throw fault(name, pathOf(name) + " is empty.", "Fill it in.");
        }
        return text;
    }

    boolean flag(String name) {
        var value = find(name);
        if (value != null && !value.isBoolean()) {
            throw fault(name, pathOf(name) + " must be true or false.", "Write it without quotation marks.");
        }
        return value != null && value.booleanValue();
    }

    int number(String name, int least, int most) {
        var value = node(name);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw fault(name, pathOf(name) + " must be a whole number.", "Write it in digits.");
        }
        var number = value.intValue();
        if (number < least || number > most) {
            throw fault(name, pathOf(name) + " must lie between " + least + " and " + most + ".", "Change it.");
        }
        return number;
    }

    long position(String name) {
        var value = node(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw fault(name, pathOf(name) + " must be a log position, a whole number from 0.", "Write it in digits.");
        }
        return value.longValue();
    }

    @Nullable
    LocalDate findDate(String name) {
        var text = findText(name);
        return text == null ? null : date(name, text);
    }

    private LocalDate date(String name, String text) {
        try {
            if (text.length() == ISO_DATE_LENGTH) {
                var day = LocalDate.parse(text);
                if (!day.isBefore(FIRST_DAY)) {
                    return day;
                }
            }
        } catch (DateTimeException e) {
            var fault = notADay(name, text);
            fault.initCause(e);
            throw fault;
        }
        throw notADay(name, text);
    }

    private MalformedJson notADay(String name, String text) {
        return fault(
                name,
                "\"" + text + "\" is not a day of the calendar.",
                "Write a day as YYYY-MM-DD, for example 2023-11-14.");
    }

    LocalDate date(String name) {
        return required(name, findDate(name));
    }

    /** A date as precise as it is given: a day, a month or a year. */
    LegalDate legalDate(String name) {
        var text = required(name, findText(name));
        return LegalDate.parse(text)
                .orElseThrow(() -> fault(
                        name,
                        "\"" + text + "\" is not a day, a month or a year of the calendar.",
                        "Write YYYY-MM-DD, YYYY-MM or YYYY, as precisely as the source says."));
    }

    @Nullable
    ParticipantId findParticipant(String name) {
        var text = findText(name);
        return text == null ? null : participant(name, text);
    }

    private ParticipantId participant(String name, String text) {
        return ParticipantId.parse(text)
                .orElseThrow(() -> fault(
                        name,
                        "\"" + text + "\" is not a participant's code.",
                        "Use an ISO 3166-1 alpha-3 code in capitals, for example ARM."));
    }

    ParticipantId participant(String name) {
        return required(name, findParticipant(name));
    }

    TreatyId treaty(String name) {
        return required(name, findTreaty(name));
    }

    @Nullable
    TreatyId findTreaty(String name) {
        var text = findText(name);
        return text == null
                ? null
                : TreatyId.parse(text)
                        .orElseThrow(() -> fault(
                                name,
                                "\"" + text + "\" is not a treaty's slug.",
                                "Use small letters, digits and hyphens, for example rome-statute."));
    }

    /** One word of a fixed vocabulary. */
    <T> T word(String name, Function<String, Optional<T>> parse, String choices) {
        var text = text(name);
        return parse.apply(text)
                .orElseThrow(() -> fault(name, "\"" + text + "\" is not known here.", "Use one of: " + choices + "."));
    }

    /** The elements of an array, each read with its own path. */
    <T> List<T> list(String name, BiFunction<JsonNode, String, T> read) {
        var value = node(name);
        if (!value.isArray()) {
            throw fault(name, pathOf(name) + " must be a list.", "Put it in square brackets.");
        }
        var all = new ArrayList<T>();
        for (var i = 0; i < value.size(); i++) {
            all.add(read.apply(value.get(i), pathOf(name) + "[" + i + "]"));
        }
        return all;
    }

    List<ParticipantId> participants(String name) {
        return list(name, (element, at) -> participantAt(element, at));
    }

    private static ParticipantId participantAt(JsonNode element, String at) {
        return Optional.of(element)
                .filter(JsonNode::isString)
                .flatMap(text -> ParticipantId.parse(text.stringValue()))
                .orElseThrow(() -> new MalformedJson(
                        at, "A participant's code is expected here.", "Use an ISO 3166-1 alpha-3 code in capitals."));
    }

    <T> List<T> words(String name, Function<String, Optional<T>> parse, String choices) {
        return list(name, (element, at) -> Optional.of(element)
                .filter(JsonNode::isString)
                .flatMap(text -> parse.apply(text.stringValue()))
                .orElseThrow(() -> new MalformedJson(
                        at, "\"" + element + "\" is not known here.", "Use one of: " + choices + ".")));
    }

    Set<String> names() {
        return Set.copyOf(object.propertyNames());
    }

    String path() {
        return path;
    }

    /** Refuses whatever field was never asked for. */
    void nothingElse() {
        for (var name : object.propertyNames()) {
            if (!asked.contains(name)) {
                throw fault(
                        name,
                        "The field " + pathOf(name) + " is not known here.",
                        "Remove it, or correct its name; known are: "
                                + String.join(", ", asked.stream().sorted().toList()) + ".");
            }
        }
    }
}
