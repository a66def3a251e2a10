package org.treatyledger.core.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.vocabulary.TreatyId;

/** The words of the command line, read: names that start with two dashes, each followed by its value. */
final class Arguments {

    private static final Set<String> NAMES = Set.of(
            "key", "url", "folder", "dump", "receipt", "answer", "since", "save", "replay", "on", "known", "position");
    private static final Set<String> LOGS = Set.of("url", "folder", "dump");
    private static final List<String> SUBJECTS = List.of("url", "folder", "dump", "receipt", "answer");

    private final Map<String, String> values = new HashMap<>();

    /** What cannot be understood, or read. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    Arguments(String... words) throws Unusable {
        for (var i = 0; i < words.length; i += 2) {
            var name = words[i].startsWith("--") ? words[i].substring(2) : "";
            if (!NAMES.contains(name)) {
                throw new Unusable("\"" + words[i] + "\" is not understood");
            }
            if (i + 1 == words.length) {
                throw new Unusable("--" + name + " needs a value");
            }
            if (values.put(name, words[i + 1]) != null) {
                throw new Unusable("--" + name + " is given twice");
            }
        }
        if (!values.containsKey("key")) {
            throw new Unusable("--key is missing: the line that the log gave out, or a file with it");
        }
        if (SUBJECTS.stream().filter(values::containsKey).count() != 1) {
            throw new Unusable("one of --url, --folder, --dump, --receipt and --answer says what to verify");
        }
        belongs("save", Set.of("url", "folder"));
        belongs("since", LOGS);
        belongs("replay", LOGS);
        for (var clock : List.of("on", "known", "position")) {
            belongs(clock, Set.of("replay"));
        }
        if (values.containsKey("replay")) {
            treaty(); // what cannot be understood is said before a long log is read
            findDay("on");
            findDay("known");
            position();
        }
    }

    /** An option that means nothing here is not passed over: somebody relies on it. */
    private void belongs(String option, Set<String> to) throws Unusable {
        if (values.containsKey(option) && to.stream().noneMatch(values::containsKey)) {
            throw new Unusable("--" + option + " goes with "
                    + to.stream().sorted().map(name -> "--" + name).collect(Collectors.joining(" or ")) + " only");
        }
    }

    /** The treaty to replay. */
    TreatyId treaty() throws Unusable {
        var text = values.getOrDefault("replay", "");
        return TreatyId.parse(text).orElseThrow(() -> new Unusable("not a treaty's identity: " + text));
    }

    /** A day, or null where none is given. */
    @Nullable
    LocalDate findDay(String name) throws Unusable {
        var text = values.get(name);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new Unusable("--" + name + " takes a day as 2027-12-01, not " + text);
        }
    }

    /** The position up to which the replay may know; the last where none is given. */
    long position() throws Unusable {
        var text = values.getOrDefault("position", Long.toString(Long.MAX_VALUE));
        if (!text.matches("[0-9]{1,19}")) {
            throw new Unusable("--position takes a whole number from 0, not " + text);
        }
        return Long.parseLong(text);
    }

    @Nullable
    String find(String name) {
        return values.get(name);
    }

    @Nullable
    Path findPath(String name) {
        var value = values.get(name);
        return value == null ? null : Path.of(value);
    }

    /** The keys, one a line, as they are or in a file: several while a log changes its key. */
    List<LogKey> keys() throws Unusable, IOException {
        var given = values.getOrDefault("key", "");
        var file = given.contains("+") && !Files.isRegularFile(Path.of(given.strip())) ? null : Path.of(given);
        var lines = file == null ? given.lines().toList() : Files.readAllLines(file);
        var keys = new ArrayList<LogKey>();
        try {
            for (var line : lines) {
                if (!line.isBlank()) {
                    keys.add(LogKey.parse(line));
                }
            }
        } catch (MalformedLog e) {
            throw new Unusable("not a verifier key: " + e.getMessage());
        }
        if (keys.isEmpty()) {
            throw new Unusable("there is no key in " + given);
        }
        return keys;
    }
}
