package org.treatyledger.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.EventType;
import org.treatyledger.core.treaty.Reason;

/** Rules of the house that the compiler does not know, read from the sources and the documents as text. */
class TidyTest {

    private static final Path SOURCES = Path.of("src/main/java/org/treatyledger/core");
    private static final Path DOCS = Path.of("../docs");
    private static final int LONGEST_FILE = 400;

    /** The switches that may have a default, because they are over texts or numbers. */
    private static final Map<String, Integer> DEFAULTS = Map.of(
            "rules/Ordinals.java", 1, // over the last digit
            "treaty/Declaring.java", 1); // over the kind of a declaration, an open word

    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^(?: *)public (?:(?:abstract|static|final|sealed|non-sealed) )*(?:class|record|interface|enum) (\\w+)");

    private static Map<String, List<String>> sources() throws IOException {
        var all = new TreeMap<String, List<String>>();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                all.put(SOURCES.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
            }
        }
        assertThat(all).hasSizeGreaterThan(60);
        return all;
    }

    private static Map<String, Integer> counts(ToIntFunction<List<String>> count, String... folders)
            throws IOException {
        var counts = new TreeMap<String, Integer>();
        sources().forEach((name, lines) -> {
            if (folders.length == 0 || Arrays.stream(folders).anyMatch(name::startsWith)) {
                var found = count.applyAsInt(lines);
                if (found > 0) {
                    counts.put(name, found);
                }
            }
        });
        return counts;
    }

    private static int linesWith(List<String> lines, String text) {
        return (int) lines.stream().filter(line -> line.contains(text)).count();
    }

    @Test
    void givenASwitchOverASealedFamily_whenItGrows_thenTheCompilerMustSaySo() throws IOException {
        assertThat(counts(
                        lines -> linesWith(lines, "default ->") + linesWith(lines, "default:"),
                        "rules/",
                        "treaty/",
                        "implementation/",
                        "vocabulary/",
                        "log/",
                        "transparency/"))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void givenAFile_whenItGrows_thenItIsSplitBefore400Lines() throws IOException {
        assertThat(counts(lines -> lines.size() > LONGEST_FILE ? lines.size() : 0))
                .isEmpty();
    }

    @Test
    void givenTheSources_whenSearched_thenNothingIsPrintedOrLeftToDo() throws IOException {
        for (var word : List.of("System.out", "System.err", "printStackTrace", "TODO", "FIXME", "@SuppressWarnings")) {
            var found = counts(lines -> linesWith(lines, word));
            if (word.startsWith("System.")) {
                found.remove("verify/VerifyLog.java"); // a program for a terminal
            }
            assertThat(found).as(word).isEmpty();
        }
    }

    @Test
    void givenAPublicType_whenRead_thenASentenceSaysWhatItIs() throws IOException {
        var without = new ArrayList<String>();
        var types = 0;
        for (var source : sources().entrySet()) {
            var lines = source.getValue();
            for (var i = 0; i < lines.size(); i++) {
                var type = PUBLIC_TYPE.matcher(lines.get(i));
                if (type.find()) {
                    types++;
                    if (!isDocumented(lines, i)) {
                        without.add(source.getKey() + ": " + type.group(1));
                    }
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(types).isGreaterThan(60);
    }

    private static boolean isDocumented(List<String> lines, int at) {
        var before = at - 1;
        while (before > 0 && lines.get(before).strip().startsWith("@")) {
            before--;
        }
        return before >= 0 && lines.get(before).strip().endsWith("*/");
    }

    @Test
    void givenAPackage_whenOpened_thenItsInfoSaysWhatItIsForAndThatNullsAreMarked() throws IOException {
        var sources = sources();
        sources.keySet().stream()
                .filter(name -> name.contains("/"))
                .map(name -> name.substring(0, name.lastIndexOf('/')))
                .distinct()
                .forEach(folder -> assertThat(sources.get(folder + "/package-info.java"))
                        .as(folder)
                        .isNotNull()
                        .anyMatch(line -> line.startsWith("/**"))
                        .contains("@NullMarked"));
    }

    /** The code in the first column of each row of a document's tables. */
    private static List<String> rows(String document) throws IOException {
        var row = Pattern.compile("^\\| `([a-z0-9-]+)` \\|.*\\|$");
        var rows = new ArrayList<String>();
        for (var line : Files.readAllLines(DOCS.resolve(document))) {
            var found = row.matcher(line);
            if (found.matches()) {
                rows.add(found.group(1));
            }
        }
        return rows;
    }

    @Test
    void givenEachRefusal_whenTheDocumentIsRead_thenItHasARowInItsOrderOfPrecedence() throws IOException {
        assertThat(rows("refusals.md"))
                .startsWith(Arrays.stream(Reason.values()).map(Reason::code).toArray(String[]::new));
    }

    @Test
    void givenEachEvent_whenTheDocumentIsRead_thenItHasARow() throws IOException {
        assertThat(rows("events.md"))
                .containsExactlyElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::label).toList());
    }

    @Test
    void givenEachReason_whenItsCodeIsRead_thenItIsItsNameInKebabCase() {
        assertThat(Reason.values()).allSatisfy(reason -> assertThat(reason.code())
                .isEqualTo(reason.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }
}
