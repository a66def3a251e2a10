package org.treatyledger.projections.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.ConsistencyProof;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.core.transparency.TileNodes;
import org.treatyledger.core.verify.LogSource;

/**
 * A log in another process, followed through its public files. Nothing is handed on that a signed checkpoint does not
 * cover: entries are hashed into the tree so far, and the tree must be the checkpoint's, or be proved to grow into it.
 */
public final class FollowedLog {

    private static final int MOST_AT_ONCE = 2_000;

    private final LogSource source;
    private final Supplier<List<LogKey>> keys;
    private final TileNodes nodes;
    private final EntryCodec codec = new EntryCodec();

    /** The log is not the one that was followed so far, or what it gives does not fit what it signed. */
    public static final class Contradiction extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Contradiction(String message) {
            super(message);
        }
    }

    /** Where verified entries go. */
    public interface Target {

        /** The tree over the entries that it has. */
        Frontier frontier();

        /** Adds entries that follow. */
        void apply(List<LedgerEntry> entries);
    }

    /** @param keys those whose signature is believed */
    public FollowedLog(LogSource source, Supplier<List<LogKey>> keys) {
        this.source = source;
        this.keys = keys;
        this.nodes = new TileNodes(this::hashes);
    }

    /** The checkpoint of the log as it stands, signed by a key that is believed. */
    public Checkpoint checkpoint() throws IOException {
        try {
            return Checkpoint.open(note(), keys.get());
        } catch (MalformedLog e) {
            throw new Contradiction("The log's checkpoint is not to be believed: " + e.getMessage());
        }
    }

    /** The note of the checkpoint, as it was given out. */
    public String note() throws IOException {
        return source.checkpoint();
    }

    /** The nodes of the log's tree; what they are worth, a proof against a checkpoint says. */
    public TileNodes nodes() {
        return nodes;
    }

    /**
     * Brings the target to the log's checkpoint. Entries are taken from those that were brought, and fetched where they
     * are missing or are not the log's. Throws {@link Contradiction} where the log is another, and hands nothing on of it.
     *
     * @return the checkpoint that was reached
     */
    public Checkpoint bring(Target target, EarlyEntries early) throws IOException {
        var checkpoint = checkpoint();
        var frontier = target.frontier();
        if (frontier.size() >= checkpoint.size()) {
            assertSame(frontier, checkpoint);
        }
        while (frontier.size() < checkpoint.size()) {
            var to = Math.min(frontier.size() + MOST_AT_ONCE, checkpoint.size());
            frontier = bring(target, frontier, to, checkpoint, early);
        }
        return checkpoint;
    }

    private static void assertSame(Frontier frontier, Checkpoint checkpoint) {
        if (frontier.size() > checkpoint.size()) {
            throw new Contradiction("The log has shrunk: " + frontier.size() + " entries were followed, now it has "
                    + checkpoint.size());
        }
        if (!frontier.root().equals(checkpoint.root())) {
            throw anotherHistory(frontier.size());
        }
    }

    private static Contradiction anotherHistory(long size) {
        return new Contradiction("The log's first " + size + " entries are not those that were followed so far");
    }

    private Frontier bring(Target target, Frontier from, long to, Checkpoint checkpoint, EarlyEntries early)
            throws IOException {
        var brought = entries(from.size(), to, early);
        var grown = grown(from, brought);
        if (!isCovered(grown, checkpoint)) {
            brought = entries(from.size(), to, new EarlyEntries(0)); // what was brought was not the log's
            grown = grown(from, brought);
            early.clear();
        }
        if (!isCovered(grown, checkpoint)) {
            throw anotherHistory(to);
        }
        target.apply(decoded(brought));
        return grown;
    }

    private static Frontier grown(Frontier from, List<byte[]> entries) {
        var frontier = from;
        for (var entry : entries) {
            frontier = frontier.with(Hash.ofLeaf(entry));
        }
        return frontier;
    }

    private boolean isCovered(Frontier grown, Checkpoint checkpoint) {
        return grown.size() == checkpoint.size()
                ? grown.root().equals(checkpoint.root())
                : ConsistencyProof.of(grown.size(), checkpoint.size(), nodes.of(checkpoint.size()))
                        .proves(grown.root(), checkpoint.root());
    }

    private List<LedgerEntry> decoded(List<byte[]> entries) {
        return entries.stream().map(codec::decode).toList();
    }

    private List<byte[]> entries(long from, long to, EarlyEntries early) throws IOException {
        var entries = new ArrayList<byte[]>();
        var bundle = List.<byte[]>of();
        for (var position = from; position < to; position++) {
            var brought = early.at(position);
            if (brought.isPresent()) {
                entries.add(brought.get());
                continue;
            }
            var within = (int) (position % Tile.FULL);
            if (within == 0 || within >= bundle.size()) {
                bundle = bundle(position, to);
            }
            entries.add(bundle.get(within));
        }
        return entries;
    }

    /** The bundle that holds a position, as far as a log of the size {@code to} at least has it. */
    private List<byte[]> bundle(long position, long to) throws IOException {
        var index = position / Tile.FULL;
        var tile = new Tile(0, index, (int) Math.min(Tile.FULL, to - index * Tile.FULL));
        var bundle = EntryBundle.read(source.bundle(tile));
        if (bundle.size() != tile.width()) {
            throw new IOException("The bundle " + tile.path() + " holds " + bundle.size() + " entries");
        }
        return bundle;
    }

    private List<Hash> hashes(Tile tile) {
        try {
            var bytes = source.tile(tile);
            if (bytes.length != tile.width() * Hash.LENGTH) {
                throw new IOException(
                        "The tile " + tile.level() + "/" + tile.path() + " has " + bytes.length + " bytes");
            }
            var hashes = new ArrayList<Hash>();
            for (var at = 0; at < bytes.length; at += Hash.LENGTH) {
                hashes.add(Hash.of(Arrays.copyOfRange(bytes, at, at + Hash.LENGTH)));
            }
            return hashes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
