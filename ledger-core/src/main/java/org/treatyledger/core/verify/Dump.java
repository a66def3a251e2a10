package org.treatyledger.core.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.core.verify.Verdict.Rejected;
import org.treatyledger.core.verify.Verdict.Verified;

/**
 * A dump of the database as {@code pg_dump --data-only --schema=ledger} writes it: table by table in the order of their
 * names, checkpoints first. Entries, head, receipts, tiles and checkpoints must agree, and each column must say what the
 * entry's bytes say. What a command was answered, and the digest of what it said, are not under the tree: nothing but
 * their own row tells of them.
 */
final class Dump {

    private static final String COPY = "COPY ledger.";
    private static final String END = "\\.";

    private final EntryCodec codec = new EntryCodec();
    private final Path file;
    private final List<LogKey> keys;
    private final EntryChain chain;
    private final TreeMap<Long, Checkpoint> checkpoints = new TreeMap<>();
    private final Map<String, Hash> subtrees = new HashMap<>();
    private final Map<String, CommandRange> commands = new HashMap<>();
    private @Nullable LedgerEntry last;
    private boolean headSeen;

    /** Where the entries of one command stand. */
    private record CommandRange(long first, long last, long nextSequence) {}

    Dump(Path file, List<LogKey> keys, @Nullable Checkpoint since, Consumer<LedgerEntry> listener) {
        this.file = file;
        this.keys = keys;
        this.chain = new EntryChain(since, listener);
        if (since != null) {
            checkpoints.put(since.size(), since);
        }
    }

    /** The verdict; throws {@link IOException} where the dump cannot be read. */
    Verdict verify(LongConsumer progress) throws IOException {
        try (var lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(COPY)) {
                    table(line, lines, progress);
                }
            }
            return agreed();
        } catch (Rejected rejected) {
            return rejected.wrong();
        }
    }

    private void table(String header, BufferedReader lines, LongConsumer progress) throws IOException {
        var name = header.substring(COPY.length(), header.indexOf(' ', COPY.length()));
        var columns = Arrays.asList(
                header.substring(header.indexOf('(') + 1, header.indexOf(')')).split(", ", -1));
        for (var line = lines.readLine(); !END.equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IOException("The dump breaks off within ledger." + name);
            }
            row(name, new DumpRow(columns, List.of(line.split("\t", -1))));
            progress.accept(chain.frontier().size());
        }
    }

    private void row(String table, DumpRow row) {
        switch (table) {
            case "checkpoint" -> checkpoint(row);
            case "entry" -> entry(row);
            case "head" -> head(row);
            case "receipt" -> receipt(row);
            case "subtree" -> subtree(row);
            default -> {} // the history of migrations says nothing of the log
        }
    }

    private void checkpoint(DumpRow row) {
        try {
            var checkpoint = Checkpoint.open(row.get("note"), keys);
            if (!row.holds("size", checkpoint.size())) {
                throw new Rejected(null, "a checkpoint is kept for another size than it names: " + row.get("size"));
            }
            checkpoints.put(checkpoint.size(), checkpoint);
        } catch (MalformedLog e) {
            throw new Rejected(null, "the checkpoint over " + row.get("size") + " entries: " + e.getMessage());
        }
    }

    private void entry(DumpRow row) {
        var position = chain.frontier().size();
        if (!row.holds("position", position)) {
            throw new Rejected(position, "the next row of the dump stands at position " + row.get("position"));
        }
        var bytes = bytes(row, "entry", position);
        var entry = chain.next(bytes, Hash.ofLeaf(bytes), (level, index, root) -> {
            if (level % Tile.HEIGHT == 0) {
                subtrees.put(level / Tile.HEIGHT + "/" + index, root);
            }
        });
        if (!entry.stream().equals(row.get("stream"))
                || !row.holds("sequence", entry.sequence())
                || !row.holds("recorded_at", entry.recordedAt())
                || !entry.commandId().equals(row.get("command_id"))
                || !codec.typeOf(entry.event()).equals(row.get("type"))) {
            throw new Rejected(position, "its columns do not say what its bytes say");
        }
        if (row.columns().contains("leaf_hash")
                && !Arrays.equals(
                        bytes(row, "leaf_hash", position), Hash.ofLeaf(bytes).bytes())) {
            throw new Rejected(position, "its bytes do not have the hash beside them");
        }
        last = entry;
        commands.merge(
                entry.commandId(),
                new CommandRange(position, position, entry.sequence() + 1),
                (range, next) -> new CommandRange(range.first(), next.last(), next.nextSequence()));
        holdsCheckpoint();
    }

    private static byte[] bytes(DumpRow row, String column, @Nullable Long position) {
        try {
            return row.bytes(column);
        } catch (IllegalArgumentException e) {
            throw new Rejected(position, column + " is not hexadecimal");
        }
    }

    private void holdsCheckpoint() {
        var frontier = chain.frontier();
        var checkpoint = checkpoints.get(frontier.size());
        if (checkpoint != null && !checkpoint.root().equals(frontier.root())) {
            var held = checkpoints.lowerKey(frontier.size());
            throw new Rejected(
                    null,
                    "the first " + frontier.size() + " entries are not those of the checkpoint over them: one from "
                            + "position " + (held == null ? 0 : held) + " on was changed, removed or inserted");
        }
    }

    private void head(DumpRow row) {
        var frontier = chain.frontier();
        if (!row.holds("size", frontier.size())) {
            throw new Rejected(
                    frontier.size(),
                    "the head counts " + row.get("size") + " entries, the dump has " + frontier.size());
        }
        if (!Arrays.equals(bytes(row, "root", null), frontier.root().bytes())
                || !Arrays.equals(bytes(row, "frontier", null), frontier.bytes())) {
            throw new Rejected(null, "the head has another root than the entries");
        }
        if (last != null && !row.holds("recorded_at", last.recordedAt())) {
            throw new Rejected(null, "the head is of another time than the last entry");
        }
        headSeen = true;
    }

    private void receipt(DumpRow row) {
        var range = commands.remove(row.get("command_id"));
        if (range == null
                || !row.holds("first_position", range.first())
                || !row.holds("last_position", range.last())
                || !row.holds("next_sequence", range.nextSequence())) {
            throw new Rejected(
                    range == null ? null : range.first(),
                    "the receipt of command " + row.get("command_id") + " does not fit the entries");
        }
    }

    private void subtree(DumpRow row) {
        var key = row.get("level") + "/" + row.get("index");
        var computed = subtrees.remove(key);
        if (computed == null || !Arrays.equals(computed.bytes(), bytes(row, "hash", null))) {
            throw new Rejected(null, "the subtree " + key + " of the tiles is not that of the entries");
        }
    }

    private Verdict agreed() {
        var size = chain.frontier().size();
        if (!headSeen) {
            throw new Rejected(null, "the dump has no head");
        }
        if (!checkpoints.isEmpty() && checkpoints.lastKey() > size) {
            throw new Rejected(size, "it is missing: a checkpoint covers " + checkpoints.lastKey() + " entries");
        }
        if (!commands.isEmpty()) {
            throw new Rejected(null, "receipts are missing, of the commands " + commands.keySet());
        }
        if (!subtrees.isEmpty()) {
            throw new Rejected(null, "subtrees of the tiles are missing: " + subtrees.keySet());
        }
        if (checkpoints.isEmpty() && size > 0) {
            throw new Rejected(null, "no checkpoint in the dump is signed by the key; --since takes one seen earlier");
        }
        return new Verified(size, chain.frontier().root());
    }
}
