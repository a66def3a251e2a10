package org.treatyledger.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.EntryBundle;

/**
 * Logs that earlier programs recorded and signed, as {@code ./dev verify --save} kept them: a folder a time, never edited.
 * Whoever reads this in years to come must still read them, verify them and count the same.
 */
class DecadesTest {

    private static final Path FOLDER = Path.of("src/test/resources/decades");

    static List<Path> logs() throws IOException {
        try (var folders = Files.list(FOLDER)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("logs")
    void givenALogOfAnEarlierProgram_whenVerifiedAndReplayed_thenItSaysTheSame(Path log) throws IOException {
        var said = new ByteArrayOutputStream();
        int code;
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            code = new VerifyLog(out, out)
                    .run(
                            "--key",
                            log.resolve("key").toString(),
                            "--folder",
                            log.toString(),
                            "--replay",
                            "rome-statute",
                            "--on",
                            "2025-01-01");
        }

        assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("rome-statute on 2025-01-01: 125 in-force");
    }

    @ParameterizedTest
    @MethodSource("logs")
    void givenEntriesOfTheFirstRevision_whenReadAndWritten_thenTheirBytesAreTheSame(Path log) throws IOException {
        var codec = new EntryCodec();
        for (var entry : EntryBundle.read(Files.readAllBytes(log.resolve("tile/entries/000")))) {
            assertThat(codec.encode(codec.decode(entry))).isEqualTo(entry);
        }
    }

    @Test
    void givenTheFolder_thenThereIsALogInIt() throws IOException {
        assertThat(logs()).isNotEmpty();
    }
}
