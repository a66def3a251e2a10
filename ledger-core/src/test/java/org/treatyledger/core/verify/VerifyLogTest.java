package org.treatyledger.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.LogSigner;
import org.treatyledger.core.transparency.MerkleTree;
import org.treatyledger.core.transparency.Receipt;
import org.treatyledger.core.transparency.SignedNote;

/** The auditor's program against logs that lie. */
class VerifyLogTest {

    private static final List<byte[]> HISTORY = LogFiles.history();

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @BeforeEach
    void theLogsFiles() {
        LogFiles.write(folder, HISTORY);
    }

    private int verify(String... more) {
        var words = new ArrayList<>(List.of("--key", LogFiles.SIGNER.key().toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private int run(String... words) {
        said.reset();
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            return new VerifyLog(out, out).run(words);
        }
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private int verifyFolder() {
        return verify("--folder", folder.toString());
    }

    @Test
    void givenTheFilesOfALog_whenVerified_thenItSaysSoAndExitsWithNought() {
        assertThat(verifyFolder()).isZero();
        assertThat(said())
                .isEqualTo("verified: %d entries, root %s%n".formatted(HISTORY.size(), LogFiles.root(HISTORY)));
    }

    @Test
    void givenALog_whenATreatyIsReplayed_thenTheCountIsThatOfThePage() {
        assertThat(verify("--folder", folder.toString(), "--replay", "rome-statute", "--on", "2024-12-31"))
                .isZero();
        assertThat(said()).contains("rome-statute on 2024-12-31: 124 in-force");
        verify(
                "--folder",
                folder.toString(),
                "--replay",
                "rome-statute",
                "--on",
                "2006-06-03",
                "--known",
                "2006-10-22");
        assertThat(said()).contains("rome-statute on 2006-06-03: 100 in-force");
        verify("--folder", folder.toString(), "--replay", "rome-statute", "--on", "2025-01-01", "--position", "8");
        assertThat(said()).contains(": 0 in-force");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 257, 512})
    void givenALogOfAnOddSize_whenVerified_thenItVerifies(int size, @TempDir Path other) {
        LogFiles.write(other, HISTORY.subList(0, size));

        assertThat(verify("--folder", other.toString())).isZero();
        assertThat(said()).startsWith("verified: " + size + " entries");
    }

    @Test
    void givenACheckpointSeenEarlier_whenTheLogHasGrown_thenItMustStillHoldIt(@TempDir Path other) throws IOException {
        var since = folder.resolve("since");
        Files.writeString(since, LogFiles.checkpoint(HISTORY.subList(0, 300)));
        assertThat(verify("--folder", folder.toString(), "--since", since.toString()))
                .isZero();

        Files.writeString(since, LogFiles.checkpoint(otherHistory(299).subList(0, 300)));
        assertThat(verify("--folder", folder.toString(), "--since", since.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("one before position 300 was changed, removed or inserted");

        LogFiles.write(other, HISTORY.subList(0, 200));
        Files.writeString(since, LogFiles.checkpoint(HISTORY.subList(0, 300)));
        assertThat(verify("--folder", other.toString(), "--since", since.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("first wrong position is 200").contains("the log has shrunk");
    }

    /** The same history, but for a command's id in one entry: all hashes can be made to fit. */
    private static List<byte[]> otherHistory(int position) {
        var other = new ArrayList<>(HISTORY);
        var text = new String(HISTORY.get(position), StandardCharsets.UTF_8);
        other.set(position, text.replace("\"seed-", "\"need-").getBytes(StandardCharsets.UTF_8));
        return other;
    }

    @Test
    void givenAHistoryRewrittenWithAllItsHashes_whenOnlyTheCheckpointIsTheOld_thenFound(@TempDir Path other)
            throws IOException {
        LogFiles.write(other, otherHistory(123));
        assertThat(verify("--folder", other.toString()))
                .as("it is signed by the key: nothing but an older checkpoint tells")
                .isZero();
        Files.writeString(other.resolve("checkpoint"), LogFiles.checkpoint(HISTORY));

        assertThat(verify("--folder", other.toString())).isEqualTo(1);
        assertThat(said()).contains("they are another history");
    }

    /** A split view: two who compare what they were shown find out at once. */
    @Test
    void givenALogThatShowsTwoHistories_whenTwoCompareTheirCheckpoints_thenFoundAtTheFirstExchange(@TempDir Path other)
            throws IOException {
        for (var position = 0; position < 50; position++) {
            LogFiles.write(other, otherHistory(position));
            assertThat(verify(
                            "--folder",
                            folder.toString(),
                            "--since",
                            other.resolve("checkpoint").toString()))
                    .isEqualTo(1);
        }
    }

    @Test
    void givenAnyBitOfAnyFile_whenFlipped_thenFoundWithItsPosition() throws IOException {
        var dice = new Random(7);
        try (var files = Files.walk(folder)) {
            var all = files.filter(Files::isRegularFile).sorted().toList();
            for (var round = 0; round < 300; round++) {
                var file = all.get(round % all.size());
                var before = Files.readAllBytes(file);
                var at = dice.nextInt(before.length);
                LogFiles.edit(file, bytes -> flipped(bytes, at, dice.nextInt(8)));
                assertThat(verifyFolder())
                        .as("%s, byte %d: %s", file, at, said())
                        .isEqualTo(1);
                assertThat(said()).startsWith("does not verify: ");
                Files.write(file, before);
            }
        }
        assertThat(verifyFolder()).as("no false alarm").isZero();
    }

    private static byte[] flipped(byte[] bytes, int at, int bit) {
        var flipped = bytes.clone();
        flipped[at] ^= (byte) (1 << bit);
        return flipped;
    }

    @Test
    void givenAnEntryThatWasChanged_whenVerified_thenItsPositionIsTheFirstWrongOne() {
        var bundle = folder.resolve("tile/entries/001");
        LogFiles.edit(bundle, bytes -> {
            var entries = new ArrayList<>(EntryBundle.read(bytes));
            entries.set(44, otherHistory(300).get(300));
            return EntryBundle.write(entries);
        });

        assertThat(verifyFolder()).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 300: the entry does not have the hash");
    }

    /** What an insider can do who also writes the tiles and signs: the entries themselves must still make sense. */
    @ParameterizedTest
    @ValueSource(strings = {"swapped", "removed", "doubled", "inserted"})
    void givenEntriesThatWereMoved_whenAllIsHashedAndSignedAnew_thenTheEntriesTellOnIt(
            String how, @TempDir Path other) {
        var moved = new ArrayList<>(HISTORY);
        switch (how) {
            case "swapped" -> Collections.swap(moved, 100, 101);
            case "removed" -> moved.remove(100);
            case "doubled" -> moved.add(100, HISTORY.get(99));
            default -> moved.add(100, HISTORY.get(500));
        }
        LogFiles.write(other, moved);

        assertThat(verify("--folder", other.toString())).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 100: ");
    }

    @Test
    void givenTilesAboveTheLeaves_whenOneIsWrong_thenFoundThere() {
        LogFiles.edit(folder.resolve("tile/1/000.p/" + HISTORY.size() / 256), bytes -> flipped(bytes, 40, 0));

        assertThat(verifyFolder()).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 256: tile 1/000");
    }

    /** 256 times 256 entries fill a tile above the leaves, which is compared when it is full. */
    @Test
    void givenALogThatFillsTilesAboveTheLeaves_whenVerified_thenEachOfThemIsCompared(@TempDir Path other) {
        LogFiles.write(other, LogFiles.many(65_800));
        assertThat(verify("--folder", other.toString())).as(said()).isZero();

        LogFiles.edit(other.resolve("tile/1/000"), bytes -> flipped(bytes, 32 * 200, 3));
        assertThat(verify("--folder", other.toString())).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 51200: tile 1/000 does not hold");
        LogFiles.edit(other.resolve("tile/1/000"), bytes -> flipped(bytes, 32 * 200, 3));

        LogFiles.edit(other.resolve("tile/1/001.p/1"), bytes -> flipped(bytes, 0, 3));
        assertThat(verify("--folder", other.toString())).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 65536: tile 1/001.p/1");
        LogFiles.edit(other.resolve("tile/1/001.p/1"), bytes -> flipped(bytes, 0, 3));

        LogFiles.edit(other.resolve("tile/2/000.p/1"), bytes -> flipped(bytes, 0, 3));
        assertThat(verify("--folder", other.toString())).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 0: tile 2/000.p/1");
    }

    @Test
    void givenABundleOrATileOfAnotherLength_whenVerified_thenThePositionIsNamed() throws IOException {
        var bundle = folder.resolve("tile/entries/001");
        var tile = folder.resolve("tile/0/001");
        var entries = EntryBundle.read(Files.readAllBytes(bundle));
        LogFiles.edit(bundle, bytes -> EntryBundle.write(entries.subList(0, 200)));
        assertThat(verifyFolder()).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 456: the bundle ends before it");

        var longer = new ArrayList<>(entries);
        longer.add(HISTORY.get(512));
        LogFiles.edit(bundle, bytes -> EntryBundle.write(longer));
        assertThat(verifyFolder()).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 512: there is more than the checkpoint covers");
        LogFiles.edit(bundle, bytes -> EntryBundle.write(entries));

        LogFiles.edit(tile, bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(verifyFolder()).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 256: its tile breaks off within a hash");
        LogFiles.edit(tile, bytes -> Arrays.copyOf(bytes, 32 * 100));
        assertThat(verifyFolder()).isEqualTo(1);
        assertThat(said()).contains("the first wrong position is 356: the entry does not have the hash");
    }

    @Test
    void givenAReceipt_whenVerified_thenTheEntryIsShown() throws IOException {
        var leaves = LogFiles.leaves(HISTORY);
        var proof = InclusionProof.of(
                300,
                HISTORY.size(),
                (level, index) ->
                        MerkleTree.root(leaves.subList((int) (index << level), (int) ((index + 1) << level))));
        var receipt = new Receipt(HISTORY.get(300), proof, SignedNote.parse(LogFiles.checkpoint(HISTORY)));
        var file = folder.resolve("entry-300.tlog-proof");
        Files.writeString(file, receipt.toString());
        assertThat(verify("--receipt", file.toString())).isZero();
        assertThat(said()).startsWith("verified: position 300 of treaty/").contains("\"position\":300");

        Files.writeString(file, receipt.toString().replace("index 300", "index 301"));
        assertThat(verify("--receipt", file.toString())).isEqualTo(1);
        assertThat(said()).contains("does not hold this entry");

        Files.writeString(file, receipt.toString().replace("\n— ", "\n— x"));
        assertThat(verify("--receipt", file.toString()))
                .as("a forged signature is no misread file")
                .isEqualTo(1);
    }

    @Test
    void givenAKeyThatIsNotTheLogs_whenVerified_thenItDoesNotVerify() {
        var other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

        assertThat(run("--key", other, "--folder", folder.toString())).isEqualTo(1);
        assertThat(said()).contains("of another log than the key");
    }

    @Test
    void givenTheKeyOfAnotherLogBesideTheLogs_whenItSignsForIt_thenItDoesNotVerify() throws IOException {
        var evil = LogSigner.generate("evil.example/log", new SecureRandom());
        var note = new Checkpoint(LogFiles.SIGNER.key().name(), HISTORY.size(), LogFiles.root(HISTORY))
                .sign(List.of(evil));
        Files.writeString(folder.resolve("checkpoint"), note.toString());

        assertThat(run("--key", LogFiles.SIGNER.key() + "\n" + evil.key(), "--folder", folder.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("not signed by the key");
    }

    @Test
    void givenATileThatHoldsMoreThanItsNameSays_whenVerified_thenItDoesNotVerify() {
        LogFiles.edit(
                folder.resolve("tile/1/000.p/" + HISTORY.size() / 256),
                bytes -> Arrays.copyOf(bytes, bytes.length + 32));

        assertThat(verifyFolder()).isEqualTo(1);
        assertThat(said()).contains("holds more than its name says");
    }

    @Test
    void givenAServerThatStopsInTheMiddleOfAFile_whenVerified_thenItIsNotWaitedFor() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerHalf(server));
            var log = new HttpLog("http://localhost:" + server.getLocalPort(), Duration.ofMillis(500));

            assertThatThrownBy(log::checkpoint).hasMessageContaining("did not come within");
        }
    }

    private static void answerHalf(ServerSocket server) {
        try (var client = server.accept()) {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf".getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
            client.getInputStream().transferTo(OutputStream.nullOutputStream()); // until the other side gives up
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--since x", "--save x", "--replay any", "--on 2020-01-01", "--key x"})
    void givenAnOptionThatMeansNothingThere_whenVerified_thenItIsNotPassedOver(String option) {
        var words = option.split(" ", -1);

        assertThat(verify("--receipt", "x", words[0], words[1])).isEqualTo(2);
        assertThat(said()).contains(words[0]);
    }

    @Test
    void givenTheKeysOfALogThatChangesItsKey_whenBothAreGiven_thenEitherWillDo() throws IOException {
        var other = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        var both = other + "\n" + LogFiles.SIGNER.key() + "\n";
        var file = folder.resolve("keys");
        Files.writeString(file, both);

        assertThat(run("--key", both, "--folder", folder.toString())).isZero();
        assertThat(run("--key", file.toString(), "--folder", folder.toString())).isZero();
    }

    @Test
    void givenWhatCannotBeReadOrUnderstood_whenVerified_thenItExitsWithTwoAndSaysHow() throws IOException {
        assertThat(run()).isEqualTo(2);
        assertThat(said()).contains("usage: verify");
        assertThat(run("--key", "x+y+z", "--folder", "x")).isEqualTo(2);
        assertThat(verify("--folder", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(verify("--receipt", folder.resolve("checkpoint").toString())).isEqualTo(2);
        assertThat(verify("--answer", folder.resolve("checkpoint").toString())).isEqualTo(2);
        assertThat(verify("--url", "http://localhost:1/log")).isEqualTo(2);
        assertThat(verify("--url", "no address at all")).isEqualTo(2);
        assertThat(verify()).isEqualTo(2);
        assertThat(verify("--folder")).isEqualTo(2);
        assertThat(verify("--nothing", "x")).isEqualTo(2);
        assertThat(verify("--folder", folder.toString(), "--replay", "atlantis"))
                .isEqualTo(2);
        assertThat(verify("--folder", folder.toString(), "--replay", "rome-statute", "--on", "soon"))
                .isEqualTo(2);
        Files.delete(folder.resolve("tile/entries/000"));
        assertThat(verifyFolder())
                .as("a file is missing: nothing is proved either way")
                .isEqualTo(2);
    }

    @Test
    void givenAFolderThatWasSaved_whenVerified_thenItIsTheSameLog(@TempDir Path copy) throws IOException {
        assertThat(verify("--folder", folder.toString(), "--save", copy.toString()))
                .isZero();
        var first = said();
        assertThat(verify("--folder", copy.toString())).isZero();
        assertThat(said()).isEqualTo(first);
        assertThat(Files.readString(copy.resolve("checkpoint"))).isEqualTo(LogFiles.checkpoint(HISTORY));
        assertThat(Checkpoint.open(Files.readString(copy.resolve("checkpoint")), List.of(LogFiles.SIGNER.key()))
                        .size())
                .isEqualTo(HISTORY.size());
    }
}
