package org.treatyledger.core.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The 64 cases of depositary-law.md, section 11, each named by a test or by the row of one. */
class EveryCaseIsTestedTest {

    private static final Pattern CASE = Pattern.compile("(?:void case|\\bcase )(\\d+)(?=[_,:])");

    @Test
    void givenTheTestsOfEveryModule_whenTheirCasesAreRead_thenNoneOfThe64IsMissing() throws IOException {
        var named = new TreeSet<Integer>();
        for (var module : new String[] {"ledger-core", "projections", "ledger-api"}) {
            try (var files = Files.walk(Path.of("..", module, "src/test/java"))) {
                files.filter(file -> file.toString().endsWith("Test.java"))
                        .flatMap(EveryCaseIsTestedTest::lines)
                        .flatMap(line -> CASE.matcher(line).results())
                        .forEach(found -> named.add(Integer.valueOf(found.group(1))));
            }
        }
        assertThat(named).containsAll(IntStream.rangeClosed(1, 64).boxed().toList());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
