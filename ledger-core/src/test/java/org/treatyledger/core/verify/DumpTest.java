package org.treatyledger.core.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.MerkleTree;

/** A dump as PostgreSQL writes it, line by line. {@code DumpAttackTest} has the database itself write it. */
class DumpTest {

    private static final List<byte[]> HISTORY = LogFiles.history().subList(0, 300);
    private static final EntryCodec CODEC = new EntryCodec();

    private final List<Long> told = new ArrayList<>();

    @TempDir
    private Path folder;

    private static String dump() {
        var text = new StringBuilder("-- PostgreSQL database dump\n");
        table(text, "checkpoint (size, note, published_at)", checkpointRow(100) + checkpointRow(300));
        var rows = new StringBuilder();
        var receipts = new StringBuilder();
        for (var bytes : HISTORY) {
            var entry = CODEC.decode(bytes);
            var at = entry.recordedAt().toString().replace("T", " ").replace("Z", "+00");
            rows.append(String.join(
                            "\t",
                            Long.toString(entry.position()),
                            entry.stream(),
                            Long.toString(entry.sequence()),
                            at,
                            entry.commandId(),
                            CODEC.typeOf(entry.event()),
                            hex(bytes)))
                    .append('\n');
            receipts.append(entry.commandId() + "\tdigest\t" + entry.position() + "\t" + entry.position() + "\t"
                    + (entry.sequence() + 1) + "\t{}\n");
        }
        table(text, "entry (position, stream, sequence, recorded_at, command_id, type, entry)", rows.toString());
        var frontier = LogFiles.frontier(HISTORY);
        table(
                text,
                "head (the_one, size, frontier, root, recorded_at)",
                "t\t300\t" + hex(frontier.bytes()) + "\t" + hex(frontier.root().bytes())
                        + "\t1970-01-01 00:04:59+00\n");
        table(
                text,
                "receipt (command_id, digest, first_position, last_position, next_sequence, answer)",
                receipts.toString());
        table(text, "schema_history (installed_rank, version)", "1\t001\n");
        var subtree = MerkleTree.root(LogFiles.leaves(HISTORY).subList(0, 256));
        table(text, "subtree (level, index, hash)", "1\t0\t" + hex(subtree.bytes()) + "\n");
        return text.toString();
    }

    private static void table(StringBuilder text, String header, String rows) {
        text.append("\nCOPY ledger.")
                .append(header)
                .append(" FROM stdin;\n")
                .append(rows)
                .append("\\.\n");
    }

    private static String checkpointRow(int size) {
        var note = LogFiles.checkpoint(HISTORY.subList(0, size)).replace("\n", "\\n");
        return size + "\t" + note + "\t2026-11-27 12:00:00.5+00\n";
    }

    private static String hex(byte[] bytes) {
        return "\\\\x" + HexFormat.of().formatHex(bytes);
    }

    private Verdict verify(String dump, @Nullable Checkpoint since) throws IOException {
        var file = folder.resolve("dump.sql");
        Files.writeString(file, dump);
        return new Dump(file, List.of(LogFiles.SIGNER.key()), since, entry -> {}).verify(told::add);
    }

    @Test
    void givenADump_whenVerified_thenItIsWhole() throws IOException {
        assertThat(verify(dump(), null)).isEqualTo(new Verdict.Verified(300, LogFiles.root(HISTORY)));
        assertThat(told).as("progress").contains(1L, 150L, 300L);
    }

    @ParameterizedTest(name = "{0} becomes {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "(?m)^7\\t             | 8\\t     | next row of the dump stands at position 8",
                "\\ttreaty/apic\\t      | \\tx\\t   | its columns do not say",
                "00:00:07\\+00          | 00:00:07.5+00 | its columns do not say",
                "00:00:07\\+00          | yesterday     | its columns do not say",
                "\\tseed-9\\t           | \\tseed-x\\t  | its columns do not say",
                "\\ttreaty-registered\\t | \\tx\\t      | its columns do not say",
                "t\\t300\\t             | t\\t299\\t    | the head counts 299",
                "(?m)^(t\\t.*)00:04:59 | $100:04:58     | the head is of another time",
                "(?s)COPY ledger.head.*?\\n\\\\\\.\\n | | the dump has no head",
                "(?s)COPY ledger.subtree.*?\\n\\\\\\.\\n | | subtrees of the tiles are missing",
                "(?s)COPY ledger.receipt.*?\\n\\\\\\.\\n | | receipts are missing",
                "(?s)COPY ledger.checkpoint.*?\\n\\\\\\.\\n | | no checkpoint in the dump",
                "\\n100\\tlog           | \\n101\\tlog  | kept for another size",
                "\\n100\\tlog.example   | \\n100\\tlag.example | of another log",
                "seed-3\\tdigest\\t3    | seed-3\\tdigest\\t4 | receipt of command seed-3",
                "seed-3\\tdigest\\t3\\t3 | seed-3\\tdigest\\t3\\t4 | receipt of command seed-3",
                "seed-3\\tdigest       | seed-y\\tdigest | receipt of command seed-y",
                "1\\t0\\t(\\\\\\\\x)      | 1\\t1\\t$1       | the subtree 1/1",
            })
    void givenADumpThatWasEdited_whenVerified_thenItIsFound(String from, @Nullable String to, String why)
            throws IOException {
        var honest = dump();
        var edited = Pattern.compile(from.strip())
                .matcher(honest)
                .replaceFirst(to == null ? "" : to.strip().replace("\\t", "\t").replace("\\n", "\n"));
        assertThat(edited).isNotEqualTo(honest);

        assertThat(verify(edited, null)).isInstanceOfSatisfying(Verdict.Wrong.class, wrong -> assertThat(wrong.why())
                .contains(why));
    }

    @Test
    void givenACheckpointSeenEarlier_whenTheDumpEndsBeforeIt_thenTheFirstMissingPositionIsNamed() throws IOException {
        var since = new Checkpoint(LogFiles.SIGNER.key().name(), 301, LogFiles.root(HISTORY));

        assertThat(verify(dump(), since))
                .isEqualTo(new Verdict.Wrong(300L, "it is missing: a checkpoint covers 301 entries"));
    }

    @Test
    void givenAHashBesideTheBytes_whenItIsNotTheirs_thenItIsFound() throws IOException {
        var leaves = LogFiles.leaves(HISTORY);
        var withHashes = new StringBuilder();
        for (var line : dump().replace("type, entry) FROM", "type, entry, leaf_hash) FROM")
                .split("\n", -1)) {
            var isEntry = line.matches("\\d+\\ttreaty/.*");
            var position = isEntry ? Integer.parseInt(line.substring(0, line.indexOf('\t'))) : 0;
            withHashes
                    .append(line)
                    .append(isEntry ? "\t" + hex(leaves.get(position).bytes()) : "")
                    .append('\n');
        }
        assertThat(verify(withHashes.toString(), null)).isInstanceOf(Verdict.Verified.class);

        var edited = withHashes
                .toString()
                .replace(leaves.get(9).toString(), leaves.get(10).toString());
        assertThat(verify(edited, null)).isInstanceOfSatisfying(Verdict.Wrong.class, wrong -> {
            assertThat(wrong.position()).isEqualTo(9);
            assertThat(wrong.why()).contains("do not have the hash beside them");
        });
    }

    @Test
    void givenADumpThatBreaksOff_whenVerified_thenItCannotBeRead() {
        var dump = dump();
        var middle = dump.indexOf('\n', dump.length() / 3) + 1;

        assertThatThrownBy(() -> verify(dump.substring(0, middle), null)).isInstanceOf(IOException.class);
    }
}
