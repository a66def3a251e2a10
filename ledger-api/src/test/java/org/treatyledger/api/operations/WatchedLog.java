package org.treatyledger.api.operations;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.CommandReceipt;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.ParticipantId;

/** A log that is seen being read. */
final class WatchedLog implements EventLog {

    private final EventLog log;
    private final IntConsumer before;
    private final UnaryOperator<LedgerEntry> given;
    private final List<Long> reads = new CopyOnWriteArrayList<>();

    WatchedLog(EventLog log, IntConsumer before) {
        this(log, before, UnaryOperator.identity());
    }

    /** @param before is told, before each, which read it is, from 1 */
    WatchedLog(EventLog log, IntConsumer before, UnaryOperator<LedgerEntry> given) {
        this.log = log;
        this.before = before;
        this.given = given;
    }

    /** From which positions it was read, in order. */
    List<Long> reads() {
        return reads;
    }

    @Override
    public List<LedgerEntry> read(long fromPosition, int limit) {
        reads.add(fromPosition);
        before.accept(reads.size());
        return log.read(fromPosition, limit).stream().map(given).toList();
    }

    @Override
    public Appended append(Append request) {
        return log.append(request);
    }

    @Override
    public List<LedgerEntry> readStream(String stream, long fromSequence) {
        return log.readStream(stream, fromSequence);
    }

    @Override
    public Optional<CommandReceipt> receipt(String commandId) {
        return log.receipt(commandId);
    }

    @Override
    public LogHead head() {
        return log.head();
    }

    /** What somebody might read who changed one entry. */
    static LedgerEntry edited(LedgerEntry entry) {
        return entry.position() != 1_234
                ? entry
                : new LedgerEntry(
                        entry.position(),
                        entry.stream(),
                        entry.sequence(),
                        entry.commandId(),
                        entry.actor(),
                        entry.recordedAt(),
                        new AnnouncementNoted(
                                new ParticipantId("KEN"), "forged", Communication.receivedOn(LocalDate.EPOCH)));
    }
}
