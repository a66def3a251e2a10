package org.treatyledger.api.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.Checkpoint;

/**
 * Copies that are taken while others write, and what becomes of them: whole ones are taken, torn, old and edited ones are
 * told apart. As often as {@code -Dledger.backup.rounds} says.
 */
@Tag("drill")
class BackupDrillTest {

    private static final int ROUNDS = Integer.getInteger("ledger.backup.rounds", 1);
    private static final int WRITERS = 4;
    private static final int ENOUGH = 40;

    private final RunningLedger ledger = RunningLedger.empty();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final AtomicInteger next = new AtomicInteger();

    @TempDir
    private Path folder;

    /** What a command said, and how it ended. */
    private record Said(int exit, String text) {}

    private static Said backup(Path home, Path target) {
        var text = new ByteArrayOutputStream();
        var out = new PrintStream(text, true, StandardCharsets.UTF_8);
        return new Said(
                BackupCommand.run(out, out, home.toString(), target.toString()), text.toString(StandardCharsets.UTF_8));
    }

    private static Said restore(Path copy, Path home, Path... checkpoint) {
        var text = new ByteArrayOutputStream();
        var out = new PrintStream(text, true, StandardCharsets.UTF_8);
        var exit = checkpoint.length == 0
                ? RestoreCommand.run(out, out, home.toString(), copy.toString())
                : RestoreCommand.run(
                        out, out, home.toString(), copy.toString(), "--checkpoint", checkpoint[0].toString());
        return new Said(exit, text.toString(StandardCharsets.UTF_8));
    }

    private void checkpoint(Path file) throws IOException {
        Files.writeString(file, ledger.get("/log/checkpoint").body());
    }

    private static long sizeOf(Path checkpoint) throws IOException {
        return Checkpoint.parse(Files.readString(checkpoint)).size();
    }

    private Void write(String treaty) {
        while (writing.get()) {
            var key = treaty + "-" + next.getAndIncrement();
            var answer =
                    ledger.post("/api/v1/treaties/" + treaty + "/actions", """
                    {"action": "announce", "participant": "ARM", "date": "2024-01-01", "text": "%s"}""".formatted(key), "Idempotency-Key", key);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            acknowledged.put(key, answer.json().path("positions").get(0).longValue());
        }
        return null;
    }

    private void awaitMore(int acts) {
        var enough = acknowledged.size() + acts;
        Waiting.until(() -> acknowledged.size() >= enough);
    }

    @Test
    void givenWriters_whenTheHomeIsCopiedAndRestored_thenWholeCopiesAreTakenAndOthersToldApart() throws Exception {
        for (var round = 0; round < ROUNDS; round++) {
            drill("backup-drill-" + round);
        }
        System.getLogger("org.treatyledger.drill")
                .log(
                        System.Logger.Level.INFO,
                        "{0} of {0} copies of each kind told apart; {1} acknowledged before a copy, 0 lost",
                        ROUNDS,
                        acknowledged.size());
    }

    private void drill(String name) throws Exception {
        acknowledged.clear();
        writing.set(true);
        ledger.register(name);
        var copy = folder.resolve(name);
        var torn = folder.resolve(name + "-torn");
        var before = new HashMap<String, Long>();
        var newer = folder.resolve(name + "-newer");
        var older = folder.resolve(name + "-older");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = new ArrayList<Future<Void>>();
            try {
                for (var i = 0; i < WRITERS; i++) {
                    writers.add(threads.submit(() -> write(name)));
                }
                awaitMore(ENOUGH);
                before.putAll(acknowledged);
                checkpoint(older);
                var taken = backup(ledger.home(), copy);
                assertThat(taken.exit()).as(taken.text()).isZero();
                copyAsItIs(torn);
                awaitMore(ENOUGH);
                checkpoint(newer);
            } finally {
                writing.set(false); // or the threads never end
            }
            for (var writer : writers) {
                writer.get();
            }
        }
        wholeCopyIsTaken(name, older, before);
        fileThatIsNoCheckpointIsNamed(name);
        oldCopyIsRefused(name, newer);
        tornCopyIsToldApart(name, older);
        singleTableIsRefused(name);
        damagedCopyIsRefused(name);
    }

    private void wholeCopyIsTaken(String name, Path older, Map<String, Long> before) throws Exception {
        var home = folder.resolve(name + "-whole");
        var said = restore(folder.resolve(name), home, older);
        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("the checkpoint speaks of");
        on(home, database -> {
            var log = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
            assertThat(log.head().size()).isGreaterThanOrEqualTo(sizeOf(older));
            assertThat(before).isNotEmpty().allSatisfy((key, position) -> assertThat(
                            log.receipt(key).orElseThrow().firstPosition())
                    .isEqualTo(position));
        });
    }

    private void fileThatIsNoCheckpointIsNamed(String name) throws IOException {
        var garbage = Files.writeString(folder.resolve(name + "-garbage"), "garbage");
        var said = restore(folder.resolve(name), folder.resolve(name + "-garbled"), garbage);
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.text()).contains(garbage.toString());
        assertThat(folder.resolve(name + "-garbled")).doesNotExist();
    }

    /** With the control: without the newer checkpoint nobody notices. */
    private void oldCopyIsRefused(String name, Path newer) throws Exception {
        var refused = restore(folder.resolve(name), folder.resolve(name + "-old"), newer);
        assertThat(refused.exit()).as(refused.text()).isEqualTo(1);
        assertThat(folder.resolve(name + "-old"))
                .as("no home that somebody could start on")
                .doesNotExist();

        var unnoticed = restore(folder.resolve(name), folder.resolve(name + "-unnoticed"));
        assertThat(unnoticed.exit()).as(unnoticed.text()).isZero();
        var size = unnoticed.text().replaceAll("(?s).*Restored (\\d+) entries.*", "$1");
        assertThat(Long.parseLong(size)).isLessThan(sizeOf(newer));
        assertThat(refused.text()).contains("The entry at position " + size + " is missing");
        assertThat(unnoticed.text()).contains("--checkpoint");
    }

    /** Files copied one after the other under a running database, without its log: whatever comes of it, it is not believed. */
    private void tornCopyIsToldApart(String name, Path older) {
        var said = restore(folder.resolve(name + "-torn"), folder.resolve(name + "-torn-home"), older);
        assertThat(said.exit()).as(said.text()).isNotZero();
    }

    private void copyAsItIs(Path target) throws IOException {
        try (var files = Files.walk(ledger.home())) {
            for (var file : (Iterable<Path>) files::iterator) {
                var name = ledger.home().relativize(file).toString();
                if (name.contains("binaries") || name.contains("pg_wal/") || name.endsWith("postmaster.pid")) {
                    continue;
                }
                try {
                    Files.copy(file, target.resolve(name));
                } catch (NoSuchFileException e) {
                    assertThat(name).as("a file that is gone meanwhile").startsWith("postgres/data");
                }
            }
        }
        Files.writeString(target.resolve(Manifest.FILE), manifestOf(target));
    }

    private static String manifestOf(Path copy) throws IOException {
        var manifest = new Manifest();
        try (var files = Files.walk(copy)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var digest = Manifest.sha256();
                digest.update(Files.readAllBytes(file));
                manifest.add(copy.relativize(file).toString(), digest);
            }
        }
        return manifest.text();
    }

    private void singleTableIsRefused(String name) throws Exception {
        var home = folder.resolve(name + "-whole");
        var first = new long[1];
        on(home, database -> {
            var jdbc = new JdbcTemplate(database);
            first[0] = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec())
                            .head()
                            .size()
                    - 7;
            jdbc.execute("alter table ledger.entry disable trigger append_only");
            jdbc.update("delete from ledger.entry where position >= ?", first[0]);
            jdbc.execute("alter table ledger.entry enable always trigger append_only");
        });
        var again = folder.resolve(name + "-single");
        assertThat(backup(home, again).exit())
                .as("a home at rest is copied too")
                .isZero();
        var said = restore(again, folder.resolve(name + "-single-home"));
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("The entry at position " + first[0] + " is missing");
    }

    private void damagedCopyIsRefused(String name) throws IOException {
        var copy = folder.resolve(name);
        var file = copy.resolve("postgres/data/global/pg_filenode.map");
        var bytes = Files.readAllBytes(file);
        bytes[17] ^= 4;
        Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        var said = restore(copy, folder.resolve(name + "-damaged"));
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("pg_filenode.map");

        Files.writeString(copy.resolve(Manifest.FILE), "");
        var empty = restore(copy, folder.resolve(name + "-damaged"));
        assertThat(empty.exit()).isEqualTo(1);
        assertThat(empty.text()).contains("names no database");

        Files.delete(copy.resolve(Manifest.FILE));
        var unfinished = restore(copy, folder.resolve(name + "-damaged"));
        assertThat(unfinished.exit()).isEqualTo(1);
        assertThat(unfinished.text()).contains("no whole copy");
    }

    @FunctionalInterface
    private interface Look {
        void at(HikariDataSource database) throws IOException;
    }

    private static void on(Path home, Look look) throws IOException {
        try (var postgres = EmbeddedPostgres.start(home);
                var database = TestDatabase.poolOf(postgres)) {
            look.at(database);
        }
    }

    @Test
    void givenAFolderThatIsThere_whenItIsNamed_thenNothingInItIsTouched() throws IOException {
        var there = Files.createDirectory(folder.resolve("there"));

        assertThat(backup(ledger.home(), there).exit()).isEqualTo(2);
        assertThat(restore(ledger.home(), there).exit()).isEqualTo(2);
        assertThat(there).isEmptyDirectory();
    }

    @Test
    void givenATargetInTheHomeItself_whenItIsNamed_thenItIsRefusedBeforeItCopiesItself() {
        var inside = ledger.home().resolve("postgres/data/copy");

        assertThat(backup(ledger.home(), inside).exit()).isEqualTo(2);
        assertThat(inside.resolveSibling("copy.partial")).doesNotExist();
    }

    @Test
    void givenATargetThatALinkLeadsIntoTheHome_whenItIsNamed_thenItIsRefusedToo() throws IOException {
        var link =
                Files.createSymbolicLink(folder.resolve("link"), ledger.home().resolve("postgres"));

        assertThat(backup(ledger.home(), link.resolve("copy")).exit()).isEqualTo(2);
        assertThat(ledger.home().resolve("postgres/copy")).doesNotExist();
        assertThat(ledger.home().resolve("postgres/copy.partial")).doesNotExist();
    }

    @Test
    void givenAHomeWithoutADatabase_whenItIsToBeCopied_thenTheCommandSaysWhatToDo() {
        var said = backup(folder, folder.resolve("copy"));

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.text()).contains("LEDGER_HOME").contains("LEDGER_DATABASE_URL");
    }

    @Test
    void givenWordsThatAreMissing_whenACommandIsCalled_thenItSaysHowItIsCalled() {
        var text = new ByteArrayOutputStream();
        var out = new PrintStream(text, true, StandardCharsets.UTF_8);

        assertThat(BackupCommand.run(out, out, "home")).isEqualTo(2);
        assertThat(BackupCommand.run(out, out, "home", "--help")).isEqualTo(2);
        assertThat(RestoreCommand.run(out, out, "home", "copy", "--checkpoint")).isEqualTo(2);
        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("usage: backup")
                .contains("usage: restore");
    }
}
