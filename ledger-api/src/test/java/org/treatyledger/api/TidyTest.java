package org.treatyledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no compiler sees: rules that are kept by reading the sources of ledger-api and projections as text. */
class TidyTest {

    private static final int MOST_LINES = 400;

    /** The module is the working folder of its tests. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Path LOG_MIGRATIONS = ROOT.resolve("ledger-api/src/main/resources/db/ledger");

    private static final Pattern PRINTS = Pattern.compile("System\\.(?:out|err)\\b|\\.printStackTrace\\(");
    private static final Pattern MACHINE = Pattern.compile("(?<![\\w.])/(?:work|home|root|Users|tmp)/\\w");

    private record Source(String path, List<String> lines) {

        boolean isProduct() {
            return path.contains("/src/main/");
        }

        boolean isIn(String folder) {
            return path.contains(folder);
        }

        Stream<String> linesWith(Pattern pattern) {
            return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                    .filter(i -> pattern.matcher(lines.get(i)).find())
                    .map(i -> path + ":" + (i + 1) + " " + lines.get(i).strip());
        }
    }

    private static List<Source> sources() {
        var sources = new ArrayList<Source>();
        for (var module : List.of("ledger-api/src", "projections/src")) {
            try (var files = Files.walk(ROOT.resolve(module))) {
                files.filter(TidyTest::isSource).sorted().forEach(file -> sources.add(read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static boolean isSource(Path file) {
        var name = file.getFileName().toString();
        return Stream.of(".java", ".sql", ".yml", ".html").anyMatch(name::endsWith);
    }

    private static Source read(Path file) {
        try {
            var path = ROOT.relativize(file).toString().replace('\\', '/');
            return new Source(path, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> found(Predicate<Source> where, Pattern what) {
        return sources().stream()
                .filter(where)
                .flatMap(source -> source.linesWith(what))
                .toList();
    }

    /** Every table and function that the log's migrations make, with its schema. */
    private static Pattern thingsOfTheLog() throws IOException {
        var creates = Pattern.compile("create (?:or replace )?(?:table|function|view|sequence) ledger\\.(\\w+)");
        try (var files = Files.list(LOG_MIGRATIONS)) {
            var names = files.flatMap(file -> read(file).lines().stream())
                    .flatMap(line -> creates.matcher(line).results())
                    .map(result -> result.group(1))
                    .collect(Collectors.joining("|"));
            return Pattern.compile("(?<![\\w.])ledger\\.(?:" + names + ")\\b");
        }
    }

    @Test
    void theLogsTablesAreNamedByTheLogAndItsMigrationsOnly() throws IOException {
        Predicate<Source> theLog = source -> source.isIn("/api/log/") || source.isIn("/db/ledger/");
        var things = thingsOfTheLog();

        assertThat(found(theLog.negate().and(Source::isProduct), things)).isEmpty();
        assertThat(found(theLog.and(Source::isProduct), things))
                .as("the control")
                .isNotEmpty();
    }

    @Test
    void theProjectionsNeverNameTheLogsSchema() {
        var schema = Pattern.compile("(?<![\\w.])ledger\\.[a-z_]+\\b(?!\\()|(?i:search_path|schema\\s+ledger)");

        assertThat(found(source -> source.isIn("projections/src/main/"), schema))
                .isEmpty();
        assertThat(found(source -> source.isIn("/db/ledger/"), schema))
                .as("the control")
                .isNotEmpty();
    }

    @Test
    void noFileTellsMoreThanOneStory() {
        assertThat(sources().stream()
                        .filter(source -> source.lines().size() > MOST_LINES)
                        .map(source -> source.path() + " has " + source.lines().size() + " lines"))
                .isEmpty();
    }

    /** Programs that tests start as processes of their own answer on standard output; the product has a logger. */
    @Test
    void theProductWritesToItsLoggerOnly() {
        assertThat(found(
                        source -> source.isProduct()
                                && !source.path().matches(".*/(LogKey|Backup|Restore)Command\\.java"),
                        PRINTS))
                .as("a command speaks to a terminal")
                .isEmpty();
        assertThat(found(source -> source.isIn("ChildLedger"), PRINTS))
                .as("the control")
                .isNotEmpty();
    }

    @Test
    void noFileNamesAFolderOfSomebodysMachine() {
        assertThat(found(source -> true, MACHINE)).isEmpty();
        assertThat(MACHINE.matcher("see " + String.join("/", "", "home", "ada", "ledger"))
                        .find())
                .as("the control")
                .isTrue();
    }
}
