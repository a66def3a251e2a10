package org.treatyledger.api.log;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.Tile;

/**
 * Decides the requests of one group in order and in memory: which are kept, at which positions and times, as which
 * bytes. It stands for the log as it will be once the group is committed, so later requests see earlier ones.
 */
final class Sequencer {

    /** An entry with the bytes that are kept of it. */
    static final class Written {

        private final LedgerEntry entry;
        private final String type;
        private final byte[] bytes;

        private Written(LedgerEntry entry, String type, byte[] bytes) {
            this.entry = entry;
            this.type = type;
            this.bytes = bytes;
        }

        LedgerEntry entry() {
            return entry;
        }

        String type() {
            return type;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * The root of a subtree that the group completes, as a tile above the leaves holds it.
     *
     * @param level the tile's level, from 1
     */
    record Subtree(long level, long index, Hash hash) {}

    private final EntryCodec codec;
    private final Clock clock;
    private final Map<String, Long> nextSequences;
    private final Map<String, CommandReceipt> receipts;
    private final List<Written> written = new ArrayList<>();
    private final List<CommandReceipt> issued = new ArrayList<>();
    private final List<Subtree> completed = new ArrayList<>();
    private Frontier frontier;
    private @Nullable Instant last;

    /**
     * Starts from the log as it is while its head is locked, or as it is remembered.
     *
     * @param nextSequences the versions of the group's streams; one that is missing is empty
     * @param receipts those of the group's commands that have been recorded before
     */
    Sequencer(
            EntryCodec codec,
            Clock clock,
            LogHead head,
            Map<String, Long> nextSequences,
            Map<String, CommandReceipt> receipts) {
        this.codec = codec;
        this.clock = clock;
        this.frontier = head.frontier();
        this.last = head.recordedAt();
        this.nextSequences = new HashMap<>(nextSequences);
        this.receipts = new HashMap<>(receipts);
    }

    /** What to keep, in order of position. */
    List<Written> written() {
        return written;
    }

    /** The receipts of the commands to keep. */
    List<CommandReceipt> issued() {
        return issued;
    }

    /** The subtrees of whole tiles that the group completes. */
    List<Subtree> completed() {
        return completed;
    }

    /** The log's head once everything is kept. */
    LogHead head() {
        return new LogHead(frontier, last);
    }

    /** The streams' versions once everything is kept; one that is missing is empty. */
    Map<String, Long> nextSequences() {
        return Collections.unmodifiableMap(nextSequences);
    }

    /**
     * Decides a group: a verdict for each request, in order. Lower sequences go first, because those who wait together
     * have no order among them, and so one that comes before its turn is kept with the one whose turn it is.
     */
    List<Verdict> decide(List<Drafted> requests) {
        var verdicts = new Verdict[requests.size()];
        IntStream.range(0, requests.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> requests.get(i).request().expectedSequence()))
                .forEach(i -> verdicts[i] = decide(requests.get(i)));
        return List.of(verdicts);
    }

    /** Decides one request. One that cannot be written fails alone and leaves no trace. */
    private Verdict decide(Drafted drafted) {
        var request = drafted.request();
        var receipt = receipts.get(request.commandId());
        if (receipt != null) {
            return new Verdict.Answered(new Appended.AlreadyRecorded(receipt));
        }
        long next = nextSequences.getOrDefault(request.stream(), 0L);
        if (request.expectedSequence() != next) {
            return new Verdict.Answered(new Appended.StreamMoved(next));
        }
        if (drafted.failure() != null) {
            return new Verdict.Failed(drafted.failure());
        }
        try {
            return new Verdict.Answered(keep(request, write(drafted)));
        } catch (RuntimeException e) {
            return new Verdict.Failed(e);
        }
    }

    private List<Written> write(Drafted drafted) {
        var request = drafted.request();
        var entries = new ArrayList<Written>();
        var time = last;
        for (var event : request.events()) {
            time = after(time);
            var number = entries.size();
            var entry = new LedgerEntry(
                    frontier.size() + number,
                    request.stream(),
                    request.expectedSequence() + number,
                    request.commandId(),
                    request.actor(),
                    time,
                    event);
            var bytes = drafted.entries().get(number).at(entry.position(), time);
            entries.add(new Written(entry, codec.typeOf(event), bytes));
        }
        return entries;
    }

    /** The clock's time in microseconds, or one later than the last entry's where the clock is behind it. */
    private Instant after(@Nullable Instant previous) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (previous == null) {
            return now;
        }
        var earliest = previous.plus(1, ChronoUnit.MICROS);
        return now.isBefore(earliest) ? earliest : now;
    }

    private void complete(int level, long index, Hash root) {
        if (level % Tile.HEIGHT == 0) {
            completed.add(new Subtree(level / Tile.HEIGHT, index, root));
        }
    }

    private Appended keep(Append request, List<Written> entries) {
        var firstPosition = frontier.size();
        var nextSequence = request.expectedSequence() + entries.size();
        for (var it : entries) {
            frontier = frontier.with(Hash.ofLeaf(it.bytes()), this::complete);
        }
        last = entries.getLast().entry().recordedAt();
        var lastPosition = frontier.size() - 1;
        var receipt = new CommandReceipt(
                request.commandId(),
                request.commandDigest(),
                firstPosition,
                lastPosition,
                nextSequence,
                request.answer());
        written.addAll(entries);
        issued.add(receipt);
        receipts.put(request.commandId(), receipt);
        nextSequences.put(request.stream(), nextSequence);
        return new Appended.Recorded(firstPosition, lastPosition, nextSequence);
    }
}
