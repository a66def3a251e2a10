package org.treatyledger.core.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.core.verify.Verdict.Rejected;
import org.treatyledger.core.verify.Verdict.Verified;

/**
 * Reads a whole log and trusts only a key: every entry is hashed, every tile compared with what the entries give, and the
 * root with the signed checkpoint. Bundle by bundle, so memory does not grow with the log.
 */
final class LogVerifier {

    private final LogSource source;
    private final List<LogKey> keys;

    /** By level of tiles above the leaves: the hashes of the tile that is growing, and how many there were in all. */
    private final Map<Integer, List<Hash>> pending = new HashMap<>();

    private final Map<Integer, Long> counts = new HashMap<>();
    private @Nullable TileFolder copy;
    private LongConsumer progress = position -> {};

    LogVerifier(LogSource source, List<LogKey> keys) {
        this.source = source;
        this.keys = keys;
    }

    /** Keeps what is read in a folder. */
    LogVerifier saving(@Nullable TileFolder folder) {
        copy = folder;
        return this;
    }

    /** Tells after each bundle how many entries were read. */
    LogVerifier telling(LongConsumer listener) {
        progress = listener;
        return this;
    }

    /** The verdict; throws {@link IOException} where the log cannot be read. */
    Verdict verify(@Nullable Checkpoint since, Consumer<LedgerEntry> listener) throws IOException {
        try {
            var note = source.checkpoint();
            var checkpoint = opened(note);
            if (since != null && since.size() > checkpoint.size()) {
                throw new Rejected(
                        checkpoint.size(),
                        "the log has shrunk: " + since.size() + " entries were seen earlier, now it has "
                                + checkpoint.size());
            }
            var verified = entries(checkpoint, new EntryChain(since, listener));
            if (copy != null) {
                copy.saveCheckpoint(note);
            }
            return verified;
        } catch (Rejected rejected) {
            return rejected.wrong();
        }
    }

    private Checkpoint opened(String note) {
        try {
            return Checkpoint.open(note, keys);
        } catch (MalformedLog e) {
            throw new Rejected(null, String.valueOf(e.getMessage()));
        }
    }

    private Verified entries(Checkpoint checkpoint, EntryChain chain) throws IOException {
        var size = checkpoint.size();
        for (var from = 0L; from < size; from += Tile.FULL) {
            bundle(new Tile(0, from / Tile.FULL, (int) Math.min(Tile.FULL, size - from)), chain);
            progress.accept(Math.min(from + Tile.FULL, size));
        }
        partialTiles(size);
        var root = chain.frontier().root();
        if (!root.equals(checkpoint.root())) {
            throw new Rejected(
                    null,
                    "the " + size
                            + " entries and their tiles agree with each other and not with the signed checkpoint: "
                            + "they are another history");
        }
        return new Verified(size, root);
    }

    private void bundle(Tile tile, EntryChain chain) throws IOException {
        var from = tile.index() * Tile.FULL;
        var bytes = source.bundle(tile);
        var entries = read(bytes, from);
        var hashes = hashes(tile, source.tile(tile));
        for (var i = 0; i < tile.width(); i++) {
            if (i >= entries.size()) {
                throw new Rejected(from + i, "the bundle ends before it");
            }
            var leaf = Hash.ofLeaf(entries.get(i));
            if (i >= hashes.size() || !leaf.equals(hashes.get(i))) {
                throw new Rejected(from + i, "the entry does not have the hash that stands in its tile");
            }
            chain.next(entries.get(i), leaf, this::completed);
        }
        if (entries.size() > tile.width() || hashes.size() > tile.width()) {
            throw new Rejected(from + tile.width(), "there is more than the checkpoint covers");
        }
        if (copy != null) {
            copy.saveBundle(tile, bytes);
            copy.saveTile(tile, joined(hashes));
        }
        fullTiles();
    }

    private static List<byte[]> read(byte[] bundle, long from) {
        try {
            return EntryBundle.read(bundle);
        } catch (MalformedLog e) {
            throw new Rejected(from, String.valueOf(e.getMessage()));
        }
    }

    private static List<Hash> hashes(Tile tile, byte[] bytes) {
        if (bytes.length % Hash.LENGTH != 0) {
            throw new Rejected(tile.index() << (Tile.HEIGHT * (tile.level() + 1)), "its tile breaks off within a hash");
        }
        var hashes = new ArrayList<Hash>();
        for (var at = 0; at < bytes.length; at += Hash.LENGTH) {
            hashes.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
        }
        return hashes;
    }

    private static byte[] joined(List<Hash> hashes) {
        var bytes = ByteBuffer.allocate(hashes.size() * Hash.LENGTH);
        hashes.forEach(hash -> bytes.put(hash.bytes()));
        return bytes.array();
    }

    private void completed(int level, long index, Hash root) {
        if (level % Tile.HEIGHT == 0) {
            pending.computeIfAbsent(level / Tile.HEIGHT, missing -> new ArrayList<>())
                    .add(root);
            counts.merge(level / Tile.HEIGHT, 1L, Long::sum);
        }
    }

    /** Above the leaves, a tile is compared once it is full, and forgotten. */
    private void fullTiles() throws IOException {
        for (var level : List.copyOf(pending.keySet())) {
            var hashes = pending.getOrDefault(level, List.of());
            if (hashes.size() == Tile.FULL) {
                compare(new Tile(level, counts.getOrDefault(level, 0L) / Tile.FULL - 1, Tile.FULL), hashes);
                pending.put(level, new ArrayList<>());
            }
        }
    }

    private void partialTiles(long size) throws IOException {
        for (var level : List.copyOf(pending.keySet())) {
            var hashes = pending.getOrDefault(level, List.of());
            if (!hashes.isEmpty()) {
                compare(new Tile(level, Tile.hashesAt(level, size) / Tile.FULL, hashes.size()), hashes);
            }
        }
    }

    private void compare(Tile tile, List<Hash> computed) throws IOException {
        var given = hashes(tile, source.tile(tile));
        for (var i = 0; i < computed.size(); i++) {
            if (i >= given.size() || !computed.get(i).equals(given.get(i))) {
                throw new Rejected(
                        (tile.index() * Tile.FULL + i) << (Tile.HEIGHT * tile.level()),
                        "tile " + tile.level() + "/" + tile.path()
                                + " does not hold the hash of the entries from here on");
            }
        }
        if (given.size() > computed.size()) {
            throw new Rejected(null, "tile " + tile.level() + "/" + tile.path() + " holds more than its name says");
        }
        if (copy != null) {
            copy.saveTile(tile, joined(computed));
        }
    }
}
