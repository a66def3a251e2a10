package org.treatyledger.api.transparency;

import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.treatyledger.api.log.Checkpoints;
import org.treatyledger.api.log.Snapshot;
import org.treatyledger.api.log.StoredRows;
import org.treatyledger.api.log.StoredRows.EntryRow;
import org.treatyledger.api.log.StoredRows.HeadRow;
import org.treatyledger.api.log.Tiles;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.transparency.Tile;

/**
 * Before the first write: the head, the last entries, the tiles and the last checkpoint given out must agree. A copy of
 * the database that is torn, old or edited is refused. Reads the last entries and one tile a level, so it takes the same
 * time whatever the size of the log; {@code verify} reads the whole.
 */
public final class StartupCheck {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);

    /** Without these, PostgreSQL loses what it has acknowledged. */
    private static final List<String> MUST_BE_ON = List.of("fsync", "full_page_writes", "synchronous_commit");

    private final Snapshot snapshot;
    private final StoredRows rows;
    private final Tiles tiles;
    private final Checkpoints checkpoints;
    private final LastCheckpoint file;
    private final LogKeys keys;
    private final EntryCodec codec = new EntryCodec();

    /** Why the ledger does not start. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        Refused(String problem, String remedy) {
            super(problem);
            this.remedy = remedy;
        }

        /** What to do. */
        public String remedy() {
            return remedy;
        }
    }

    public StartupCheck(DataSource database, LastCheckpoint file, LogKeys keys) {
        this.snapshot = new Snapshot(database);
        this.rows = new StoredRows(database);
        this.tiles = new Tiles(database);
        this.checkpoints = new Checkpoints(database);
        this.file = file;
        this.keys = keys;
    }

    /** Returns where all agree; throws {@link Refused} with the first bad position where it can be told. */
    public void run() {
        var kept = file.read(); // first: other nodes may append and sign while this one looks
        snapshot.read(() -> check(kept));
    }

    private void check(Optional<String> kept) {
        settings();
        var head = head();
        var frontier = frontier(head);
        ends(head);
        lastEntries(head);
        tree(head, frontier);
        var stored = checkpoints.last();
        stored.ifPresent(note -> holds(note, "the database", head));
        kept.ifPresent(note -> holds(note, file.toString(), head));
        if (stored.isPresent() && kept.isEmpty()) {
            LOG.warn(
                    "There is no {}: only the database's own checkpoints were compared, which an old copy has too",
                    file);
        }
    }

    /** Whether a checkpoint that was given out is one of this log, besides those that {@link #run} finds by itself. */
    public void compareWith(String note, String where) {
        snapshot.read(() -> holds(note, where, head()));
    }

    private HeadRow head() {
        return rows.head().orElseThrow(() -> edited("The log has no head.", "its table is empty"));
    }

    private void settings() {
        for (var setting : MUST_BE_ON) {
            if (rows.setting(setting).equals("off")) {
                throw new Refused(
                        "The database runs with " + setting + " off: it would lose what it has acknowledged.",
                        "Set " + setting + " to on in postgresql.conf, and start again.");
            }
        }
    }

    private static Frontier frontier(HeadRow head) {
        try {
            return Frontier.of(head.size(), head.frontier().array());
        } catch (IllegalArgumentException e) {
            throw edited(
                    "The head is not that of a log of " + head.size() + " entries.", String.valueOf(e.getMessage()));
        }
    }

    /** The head counts the entries: none is missing at the end, and none was added behind it. */
    private void ends(HeadRow head) {
        var last = rows.lastPosition();
        if (last + 1 < head.size()) {
            throw torn(last + 1, "the head counts " + head.size() + " entries");
        }
        if (last + 1 > head.size()) {
            throw edited(
                    "An entry was added at position " + head.size() + " without the head.",
                    "the head counts " + head.size() + " entries, the last stands at " + last);
        }
    }

    private void lastEntries(HeadRow head) {
        var from = head.size() == 0 ? 0 : (head.size() - 1) / Tile.FULL * Tile.FULL;
        var expected = from;
        for (var row : rows.entries(from, head.size())) {
            if (row.position() != expected) {
                throw torn(expected, "the next that is there stands at " + row.position());
            }
            entry(row);
            expected++;
        }
    }

    private void entry(EntryRow row) {
        var bytes = row.entry().array();
        if (!Hash.ofLeaf(bytes).equals(row.leafHash())) {
            throw changed(row.position(), "its bytes do not have the hash beside them");
        }
        try {
            var entry = codec.decode(bytes);
            var same = entry.position() == row.position()
                    && entry.stream().equals(row.stream())
                    && entry.sequence() == row.sequence()
                    && entry.recordedAt().equals(row.recordedAt())
                    && entry.commandId().equals(row.commandId())
                    && codec.typeOf(entry.event()).equals(row.type());
            if (!same) {
                throw changed(row.position(), "its columns do not say what its bytes say");
            }
        } catch (Refused e) {
            throw e;
        } catch (RuntimeException e) {
            throw changed(row.position(), "its bytes cannot be read: " + e.getMessage());
        }
    }

    private void tree(HeadRow head, Frontier frontier) {
        var computed = frontierOfTiles(head.size());
        if (!computed.equals(frontier) || !Hash.of(head.root().array()).equals(frontier.root())) {
            throw edited(
                    "The head is not the root of the entries and tiles below it.",
                    "computed " + computed.root() + " for " + head.size() + " entries");
        }
    }

    private Frontier frontierOfTiles(long size) {
        try {
            return tiles.frontier(size);
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            throw edited("Tiles are missing.", String.valueOf(e.getMessage()));
        }
    }

    private void holds(String note, String where, HeadRow head) {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.open(note, keys.all());
        } catch (MalformedLog e) {
            throw new Refused(
                    "The last checkpoint in " + where + " is not one of this log: " + e.getMessage() + ".",
                    "Restore the folder of the ledger (LEDGER_HOME) that belongs to this database, with its keys.");
        }
        if (checkpoint.size() > head.size()) {
            throw torn(
                    head.size(),
                    "a checkpoint over " + checkpoint.size() + " entries was given out, as " + where + " knows");
        }
        if (!tiles.root(checkpoint.size()).equals(checkpoint.root())) {
            throw edited(
                    "The first " + checkpoint.size() + " entries are not those of the checkpoint in " + where + "; "
                            + firstWrong(checkpoint.size()),
                    "another history was put in their place");
        }
    }

    /** Between which checkpoints the history was changed: one that still holds, and the first that does not. */
    private String firstWrong(long size) {
        var below = size - 1;
        for (var note = checkpoints.lastUpTo(below); note.isPresent(); note = checkpoints.lastUpTo(below)) {
            var checkpoint = opened(note.get());
            if (checkpoint.isPresent()
                    && tiles.root(checkpoint.get().size())
                            .equals(checkpoint.get().root())) {
                return "the first wrong position is " + checkpoint.get().size() + " or later";
            }
            below = Checkpoint.parse(note.get()).size() - 1;
        }
        return "the first wrong position may be 0 or any later";
    }

    private Optional<Checkpoint> opened(String note) {
        try {
            return Optional.of(Checkpoint.open(note, keys.all()));
        } catch (MalformedLog e) {
            return Optional.empty();
        }
    }

    private static Refused torn(long position, String because) {
        return new Refused(
                "The entry at position " + position + " is missing: " + because + ".",
                "This copy of the database is older than what was given out, or torn. Restore a later one, with the "
                        + "write-ahead log to its end; docs/operations.md says how.");
    }

    private static Refused changed(long position, String because) {
        return new Refused(
                "The entry at position " + position + " was changed: " + because + ".",
                "Restore the database from a copy that verifies, and find out who had access to this one.");
    }

    private static Refused edited(String problem, String because) {
        return new Refused(
                problem + " (" + because + ")",
                "Run ./dev verify over the database to find the first wrong position, and restore a copy that verifies.");
    }
}
