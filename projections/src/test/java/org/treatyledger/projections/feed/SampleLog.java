package org.treatyledger.projections.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.LogSigner;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.verify.LogSource;
import org.treatyledger.core.vocabulary.Actor;

/** A log in memory, as its public files show it. */
final class SampleLog implements LogSource {

    private static final LogSigner SIGNER = LogSigner.generate("example.org/log", new SecureRandom());

    private final List<byte[]> entries = new ArrayList<>();
    private final String words;
    private boolean away;
    private int fetched;

    SampleLog(String words, int size) {
        this.words = words;
        grow(size);
    }

    static List<LogKey> keys() {
        return List.of(SIGNER.key());
    }

    void grow(int more) {
        for (var i = 0; i < more; i++) {
            var position = entries.size();
            entries.add(new EntryCodec()
                    .encode(new LedgerEntry(
                            position,
                            "treaty/rome-statute",
                            position,
                            "command-" + position,
                            new Actor("amina", "depositary"),
                            Instant.EPOCH.plusSeconds(position),
                            new AnnouncementNoted(
                                    null, words, Communication.receivedOn(LocalDate.parse("2024-01-02"))))));
        }
    }

    void away(boolean isAway) {
        away = isAway;
    }

    /** How many bundles were asked for. */
    int fetched() {
        return fetched;
    }

    int size() {
        return entries.size();
    }

    byte[] entry(long position) {
        return entries.get((int) position).clone();
    }

    Frontier frontier(int size) {
        var frontier = Frontier.EMPTY;
        for (var entry : entries.subList(0, size)) {
            frontier = frontier.with(Hash.ofLeaf(entry));
        }
        return frontier;
    }

    @Override
    public String checkpoint() throws IOException {
        if (away) {
            throw new IOException("nobody answers");
        }
        return new Checkpoint(
                        SIGNER.key().name(),
                        entries.size(),
                        frontier(entries.size()).root())
                .sign(List.of(SIGNER))
                .toString();
    }

    @Override
    public byte[] tile(Tile tile) {
        var out = new ByteArrayOutputStream();
        var span = 1 << (Tile.HEIGHT * tile.level());
        for (var i = 0; i < tile.width(); i++) {
            var from = (int) (tile.index() * Tile.FULL + i) * span;
            var root = Frontier.EMPTY;
            for (var entry : entries.subList(from, from + span)) {
                root = root.with(Hash.ofLeaf(entry));
            }
            out.writeBytes(root.root().bytes());
        }
        return out.toByteArray();
    }

    @Override
    public byte[] bundle(Tile tile) {
        fetched++;
        var from = (int) tile.index() * Tile.FULL;
        return EntryBundle.write(entries.subList(from, from + tile.width()));
    }
}
