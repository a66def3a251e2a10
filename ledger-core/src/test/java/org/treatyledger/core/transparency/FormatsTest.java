package org.treatyledger.core.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notes, checkpoints, tiles, bundles and receipts, byte for byte as their specifications write them (C2SP). */
class FormatsTest {

    /** From the specification of signed-note. */
    private static final LogKey FOO =
            LogKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

    private static final String FOO_NOTE = """
            This is an example message.

            — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    /** From the documentation of Go's note package. */
    private static final String PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String PETER_PRIVATE =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    private static final String PETER_TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;

    private static final String PETER_NOTE = PETER_TEXT + """

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private static final LogSigner SIGNER = LogSigner.parse(PETER_PRIVATE + "\n" + PETER + "\n");

    @Test
    void givenTheExampleOfTheSpecification_whenOpened_thenItIsSigned() {
        var note = SignedNote.parse(FOO_NOTE);

        assertThat(note.isSignedBy(List.of(FOO))).isTrue();
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note).hasToString(FOO_NOTE);
        assertThat(note.isSignedBy(List.of(SIGNER.key()))).as("another's key").isFalse();
        assertThat(SignedNote.parse(FOO_NOTE.replace("an example", "no example"))
                        .isSignedBy(List.of(FOO)))
                .isFalse();
    }

    @Test
    void givenTheExampleOfGo_whenSignedByItsKey_thenTheBytesAreTheSame() {
        assertThat(SignedNote.sign(PETER_TEXT, List.of(SIGNER))).hasToString(PETER_NOTE);
        assertThat(SIGNER.key()).hasToString(PETER);
        assertThat(SIGNER.toText()).isEqualTo(PETER_PRIVATE + "\n" + PETER + "\n");
    }

    @Test
    void givenANoteOfTwoSigners_whenOneIsKnown_thenItIsSignedAndAWrongSignatureOfTheKnownSpoilsIt() {
        var other = LogSigner.generate("other.example/log", new SecureRandom());
        var note = SignedNote.sign(PETER_TEXT, List.of(SIGNER, other));

        assertThat(note.isSignedBy(List.of(SIGNER.key()))).isTrue();
        assertThat(note.isSignedBy(List.of(other.key()))).isTrue();
        var stolen = new SignedNote("another text\n", note.signatures());
        assertThat(stolen.isSignedBy(List.of(SIGNER.key()))).isFalse();
        assertThat(SignedNote.parse(note.toString())).isEqualTo(note);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no signature\n",
                "no signature\n\n",
                "text\n\nPeterNeumann x08go/ZJkuBS\n",
                "text\n\n— PeterNeumann\n",
                "text\n\n— PeterNeumann \n",
                "text\n\n— PeterNeumann x08go\n",
                "text\n\n— PeterNeumann x08gow==\n",
                "text\n\n— PeterNeumann x08go/ZJkuBS",
                "a\ttab\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQ\n",
            })
    void givenWhatIsNoNote_whenRead_thenRefused(String text) {
        assertThatThrownBy(() -> SignedNote.parse(text)).isInstanceOf(MalformedLog.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann+c74f20a3",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq",
                "PeterNeumann+c74f20a3+!!!!",
            })
    void givenWhatIsNoKey_whenRead_thenRefused(String line) {
        assertThatThrownBy(() -> LogKey.parse(line)).isInstanceOf(MalformedLog.class);
    }

    @Test
    void givenLinesOfTwoKeys_whenReadAsASigningKey_thenRefused() {
        assertThatThrownBy(() -> LogSigner.parse(PETER_PRIVATE + "\n" + FOO + "\n"))
                .isInstanceOf(MalformedLog.class);
        assertThatThrownBy(() -> LogSigner.parse(PETER_PRIVATE)).isInstanceOf(MalformedLog.class);
        var fresh = LogSigner.generate("log.example", new SecureRandom());
        assertThat(LogSigner.parse(fresh.toText()).key()).isEqualTo(fresh.key());
    }

    /** From the specification of tlog-checkpoint. */
    @Test
    void givenTheExampleOfACheckpoint_whenRead_thenItsLinesAreUnderstoodAndWrittenTheSame() {
        var text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        var checkpoint = Checkpoint.parse(text);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(checkpoint.text()).isEqualTo(text);
        assertThat(Checkpoint.parse(text + "an extension\n")).isEqualTo(checkpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log\n1\n",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n9999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "log\n1\nCsUYapGGPo4dkMgI\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
            })
    void givenWhatIsNoCheckpoint_whenRead_thenRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedLog.class);
    }

    @Test
    void givenACheckpointOfAnotherLog_whenOpened_thenRefusedThoughTheKeySignedIt() {
        var ours = new Checkpoint("PeterNeumann", 3, Hash.ofNothing()).sign(List.of(SIGNER));
        var others = new Checkpoint("other", 3, Hash.ofNothing()).sign(List.of(SIGNER));

        assertThat(Checkpoint.open(ours.toString(), List.of(SIGNER.key())).size())
                .isEqualTo(3);
        assertThatThrownBy(() -> Checkpoint.open(others.toString(), List.of(SIGNER.key())))
                .isInstanceOf(MalformedLog.class);
        assertThatThrownBy(() -> Checkpoint.open(ours.toString(), List.of(FOO))).isInstanceOf(MalformedLog.class);
    }

    @ParameterizedTest(name = "level {0}, index {1}, width {2}: {3}")
    @CsvSource({
        "0, 0,          256, 000",
        "0, 0,          1,   000.p/1",
        "0, 273,        112, 273.p/112",
        "1, 999,        256, 999",
        "1, 1000,       256, x001/000",
        "2, 1234067,    256, x001/x234/067",
        "0, 1234067,    8,   x001/x234/067.p/8",
        "3, 123456789,  255, x123/x456/789.p/255",
    })
    void givenATile_whenItsPathIsWritten_thenItIsTheSpecifications(int level, long index, int width, String path) {
        var tile = new Tile(level, index, width);

        assertThat(tile.path()).isEqualTo(path);
        assertThat(Tile.parse(level, path)).contains(tile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00",
                "0000",
                "x000/000",
                "001/000",
                "x001/x000",
                "000.p/0",
                "000.p/256",
                "000.p/01",
                "000.p/",
                "000.p/300",
                "-01",
                "x1/000",
                "000/",
                "/000",
                "000.p/1/2",
                "x001/x234/x067/000.p/x",
            })
    void givenWhatIsNoPath_whenRead_thenItIsNone(String path) {
        assertThat(Tile.parse(0, path)).isEmpty();
    }

    /** The specification's example of a tree of size 70,000, and the sizes where tiles fill. */
    @ParameterizedTest(name = "a tree of size {0} has {4}: tile {1}/{2}, width {3}")
    @CsvSource({
        "70000, 0, 272, 256, true",
        "70000, 0, 273, 112, true",
        "70000, 0, 273, 113, false",
        "70000, 1, 0,   256, true",
        "70000, 1, 1,   17,  true",
        "70000, 1, 1,   18,  false",
        "70000, 2, 0,   1,   true",
        "70000, 2, 0,   2,   false",
        "70000, 3, 0,   1,   false",
        "0,     0, 0,   1,   false",
        "1,     0, 0,   1,   true",
        "255,   0, 0,   255, true",
        "255,   0, 0,   256, false",
        "255,   1, 0,   1,   false",
        "256,   0, 0,   256, true",
        "256,   1, 0,   1,   true",
        "257,   0, 1,   1,   true",
        "65535, 1, 0,   255, true",
        "65535, 2, 0,   1,   false",
        "65536, 1, 0,   256, true",
        "65536, 2, 0,   1,   true",
        "65537, 0, 256, 1,   true",
    })
    void givenASize_whenATileIsAsked_thenItIsThereOrNot(long size, int level, long index, int width, boolean there) {
        assertThat(new Tile(level, index, width).isIn(size)).isEqualTo(there);
    }

    @Test
    void givenEntries_whenBundled_thenEachStandsAfterItsLength() {
        var longest = new byte[EntryBundle.LONGEST_ENTRY];
        var bundle = EntryBundle.write(List.of("ab".getBytes(StandardCharsets.UTF_8), new byte[0], longest));

        assertThat(bundle).startsWith(0, 2, 'a', 'b', 0, 0, 0xFF, 0xFF).hasSize(2 + 2 + 2 + 2 + longest.length);
        assertThat(EntryBundle.read(bundle)).hasSize(3).last().isEqualTo(longest);
        assertThatThrownBy(() -> EntryBundle.write(List.of(new byte[EntryBundle.LONGEST_ENTRY + 1])))
                .isInstanceOf(IllegalArgumentException.class);
        for (var broken : List.of(new byte[] {0}, new byte[] {0, 3, 1, 2})) {
            assertThatThrownBy(() -> EntryBundle.read(broken)).isInstanceOf(MalformedLog.class);
        }
    }

    private static Receipt receipt(String entry) {
        var leaf = Hash.ofLeaf(entry.getBytes(StandardCharsets.UTF_8));
        var other = Hash.ofNothing();
        var root = Hash.ofNode(Hash.ofNode(other, leaf), other);
        var checkpoint = new Checkpoint("PeterNeumann", 3, root).sign(List.of(SIGNER));
        return new Receipt(
                entry.getBytes(StandardCharsets.UTF_8), new InclusionProof(1, 3, List.of(other, other)), checkpoint);
    }

    @Test
    void givenAReceipt_whenWrittenAndRead_thenItProvesItsEntry() {
        var text = receipt("an act").toString();

        assertThat(text).startsWith("c2sp.org/tlog-proof@v1\nextra YW4gYWN0\nindex 1\n");
        assertThat(text).contains("\n\nPeterNeumann\n3\n");
        var read = Receipt.parse(text);
        assertThat(read.entry()).asString().isEqualTo("an act");
        assertThat(read.proves(List.of(SIGNER.key()))).isTrue();
        assertThat(read).hasToString(text);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "index 1, index 0",
        "index 1, index 2",
        "extra YW4gYWN0, extra YW4gYWN1",
    })
    void givenAForgedReceipt_whenVerified_thenItProvesNothing(String from, String to) {
        var forged = Receipt.parse(receipt("an act").toString().replace(from, to));

        assertThat(forged.proves(List.of(SIGNER.key()))).isFalse();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
        "c2sp.org/tlog-proof@v1, c2sp.org/tlog-proof@v2",
        "index 1, index 01",
        "index 1, index -1",
        "index 1, index x",
        "extra , more ",
        "extra YW4gYWN0, extra YW4*",
    })
    void givenWhatIsNoReceipt_whenRead_thenRefused(String from, String to) {
        var text = receipt("an act").toString().replace(from, to);

        assertThatThrownBy(() -> Receipt.parse(text)).isInstanceOf(MalformedLog.class);
    }
}
