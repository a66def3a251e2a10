package org.treatyledger.api.transparency;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.treatyledger.api.log.Tiles;
import org.treatyledger.api.transparency.CheckpointPublisher.Published;
import org.treatyledger.core.transparency.ConsistencyProof;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.Receipt;
import org.treatyledger.core.transparency.Tile;

/** What the public log answers: checkpoints, tiles, bundles, proofs and receipts, of what a signed checkpoint covers. */
public final class PublicLog {

    private final CheckpointPublisher publisher;
    private final Tiles tiles;

    public PublicLog(CheckpointPublisher publisher, Tiles tiles) {
        this.publisher = publisher;
        this.tiles = tiles;
    }

    /** The checkpoint of the log as it stands. */
    public Published checkpoint() {
        return publisher.current();
    }

    /** The number of entries that are covered. */
    public long size() {
        return checkpoint().checkpoint().size();
    }

    /** The tile's bytes, or none where the log does not reach it. */
    Optional<byte[]> tile(Tile tile) {
        return tile.isIn(size()) ? Optional.of(tiles.bytes(tile)) : Optional.empty();
    }

    /** The bundle's bytes, or none where the log does not reach it. */
    Optional<byte[]> bundle(Tile tile) {
        return tile.isIn(size()) ? Optional.of(tiles.bundle(tile)) : Optional.empty();
    }

    /** That the log of a size that it has or had holds the entry at a position below it. */
    public InclusionProof inclusion(long position, long size) {
        return InclusionProof.of(position, size, tiles.of(size));
    }

    /** That the log of a size grew from that of a smaller one. */
    ConsistencyProof consistency(long from, long to) {
        return ConsistencyProof.of(from, to, tiles.of(to));
    }

    /** The root of the log at a size that it has or had. */
    Hash root(long size) {
        return tiles.root(size);
    }

    /** The exact bytes of the entry at a position below the size. */
    public byte[] entry(long position) {
        return tiles.entries(position, position + 1).getFirst();
    }

    /** The exact bytes of the entries at these positions; those that the log does not hold are left out. */
    Map<Long, byte[]> entries(List<Long> positions) {
        return tiles.entries(positions);
    }

    /** All that proves one entry offline. */
    public Receipt receipt(long position, Published published) {
        return new Receipt(
                entry(position), inclusion(position, published.checkpoint().size()), published.note());
    }
}
