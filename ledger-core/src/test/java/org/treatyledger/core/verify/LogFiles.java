package org.treatyledger.core.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.LogSigner;
import org.treatyledger.core.transparency.MerkleTree;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Streams;

/** The files of a log, written the plain way: every tile from its definition. */
final class LogFiles {

    static final LogSigner SIGNER = LogSigner.generate("log.example/test", new SecureRandom());

    private static final EntryCodec CODEC = new EntryCodec();

    private LogFiles() {}

    /** The real history as the bytes of entries. */
    static List<byte[]> history() {
        var sequences = new HashMap<String, Long>();
        var entries = new ArrayList<byte[]>();
        for (var it : Seed.ALL.recorded()) {
            var stream = Streams.ofTreaty(it.treaty());
            var position = entries.size();
            entries.add(CODEC.encode(new LedgerEntry(
                    position,
                    stream,
                    sequences.merge(stream, 1L, Long::sum) - 1,
                    "seed-" + position,
                    new Actor("seed", "seed"),
                    Instant.EPOCH.plusSeconds(position),
                    it.event())));
        }
        return entries;
    }

    /** So many entries of streams of 300, for logs that are longer than history. */
    static List<byte[]> many(int size) {
        var noted = new AnnouncementNoted(new ParticipantId("KEN"), "noted", Communication.receivedOn(LocalDate.EPOCH));
        var entries = new ArrayList<byte[]>();
        for (var position = 0; position < size; position++) {
            entries.add(CODEC.encode(new LedgerEntry(
                    position,
                    "treaty/any-" + position / 300,
                    position % 300,
                    "c" + position,
                    new Actor("a", "b"),
                    Instant.EPOCH.plusSeconds(position),
                    noted)));
        }
        return entries;
    }

    static List<Hash> leaves(List<byte[]> entries) {
        return entries.stream().map(Hash::ofLeaf).toList();
    }

    static String checkpoint(List<byte[]> entries) {
        return new Checkpoint(SIGNER.key().name(), entries.size(), root(entries))
                .sign(List.of(SIGNER))
                .toString();
    }

    static Hash root(List<byte[]> entries) {
        return MerkleTree.root(leaves(entries));
    }

    static Frontier frontier(List<byte[]> entries) {
        var frontier = Frontier.EMPTY;
        for (var leaf : leaves(entries)) {
            frontier = frontier.with(leaf);
        }
        return frontier;
    }

    /** Writes all that a log of these entries gives out. */
    static void write(Path folder, List<byte[]> entries) {
        try {
            var files = new TileFolder(folder);
            files.saveCheckpoint(checkpoint(entries));
            var hashes = leaves(entries);
            for (var from = 0; from < entries.size(); from += Tile.FULL) {
                var to = Math.min(entries.size(), from + Tile.FULL);
                files.saveBundle(
                        new Tile(0, from / Tile.FULL, to - from), EntryBundle.write(entries.subList(from, to)));
            }
            for (var level = 0; !hashes.isEmpty(); level++) {
                tiles(files, level, hashes);
                hashes = above(hashes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tiles(TileFolder files, int level, List<Hash> hashes) throws IOException {
        for (var from = 0; from < hashes.size(); from += Tile.FULL) {
            var some = hashes.subList(from, Math.min(hashes.size(), from + Tile.FULL));
            var bytes = new java.io.ByteArrayOutputStream();
            some.forEach(hash -> bytes.writeBytes(hash.bytes()));
            files.saveTile(new Tile(level, from / Tile.FULL, some.size()), bytes.toByteArray());
        }
    }

    private static List<Hash> above(List<Hash> hashes) {
        var above = new ArrayList<Hash>();
        for (var from = 0; from + Tile.FULL <= hashes.size(); from += Tile.FULL) {
            above.add(MerkleTree.root(hashes.subList(from, from + Tile.FULL)));
        }
        return above;
    }

    static void edit(Path file, java.util.function.UnaryOperator<byte[]> change) {
        try {
            Files.write(file, change.apply(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
