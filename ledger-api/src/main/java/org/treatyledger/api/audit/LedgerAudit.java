package org.treatyledger.api.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.treatyledger.core.audit.Audit;
import org.treatyledger.core.audit.Findings;
import org.treatyledger.core.audit.Findings.Violation;
import org.treatyledger.core.audit.Invariant;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;
import org.treatyledger.projections.web.StatusRows;

/** Reads the whole log, page by page, and holds it against everything that is derived from it. */
@Component
public class LedgerAudit {

    /** For how long an audit is given to others who ask, if nothing was recorded: everybody may ask. */
    static final Duration FRESH = Duration.ofMinutes(1);

    private static final int PAGE = 1_000;

    private final Clock clock;

    private final EventLog log;
    private final EntryCodec codec;
    private final Register register;
    private final RegisterRows rows;
    private final StatusRows answers;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Report last;

    LedgerAudit(EventLog log, EntryCodec codec, Register register, RegisterRows rows, StatusRows answers, Clock clock) {
        this.clock = clock;
        this.log = log;
        this.codec = codec;
        this.register = register;
        this.rows = rows;
        this.answers = answers;
    }

    /**
     * What an audit found.
     *
     * @param size the number of entries that were read
     * @param root the root of the tree over them, computed anew
     */
    public record Report(Instant auditedAt, long size, Hash root, List<Findings.Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        /** How many invariants do not hold. */
        public long violated() {
            return findings.stream().filter(finding -> finding.violated() > 0).count();
        }
    }

    /** An audit of the log as it stands, at most a minute old; one at a time. */
    public Report latest() {
        lock.lock();
        try {
            var known = last;
            return known != null
                            && known.size() == log.head().size()
                            && known.auditedAt().plus(FRESH).isAfter(clock.instant())
                    ? known
                    : afresh();
        } finally {
            lock.unlock();
        }
    }

    /** An audit of the log as it stands now. */
    public Report afresh() {
        lock.lock();
        try {
            var report = new Reading().report();
            last = report;
            return report;
        } finally {
            lock.unlock();
        }
    }

    /** One reading of the log from its first entry to the head that it had at the start. */
    private final class Reading {

        private final Frontier built = rows.frontier(); // before the head, which is then at least as far
        private final LogHead head = log.head();
        private final long size = head.size();
        private final Audit audit = new Audit(register.participants());
        private Frontier frontier = Frontier.EMPTY;
        private Hash atBuilt = Frontier.EMPTY.root();

        Report report() {
            register.awaitPosition(size - 1, Register.PATIENCE);
            var different = 0L;
            while (frontier.size() < size) {
                different += page();
            }
            var findings = audit.finish();
            roots(findings);
            var others = different;
            findings.check(
                    Invariant.REPLAY_IS_LIVE,
                    others == 0,
                    () -> new Violation("register", others + " rows differ from the log's entries", List.of()));
            audit.treaties().forEach(id -> live(findings, id));
            return new Report(clock.instant(), size, frontier.root(), findings.all());
        }

        private long page() {
            var from = frontier.size();
            var most = (int) Math.min(PAGE, size - from);
            var entries = log.read(from, most);
            if (entries.isEmpty()) {
                throw new IllegalStateException("The log ends at " + from + ", its head says " + size);
            }
            var projected = rows.entries(from, most, null, null);
            var different = 0L;
            for (var i = 0; i < entries.size(); i++) {
                audit.next(entries.get(i));
                frontier = frontier.with(Hash.ofLeaf(codec.bytes(entries.get(i))));
                if (i >= projected.size() || !entries.get(i).equals(projected.get(i))) {
                    different++;
                }
                if (frontier.size() == built.size()) {
                    atBuilt = frontier.root();
                }
            }
            return different;
        }

        private void roots(Findings findings) {
            findings.check(
                    Invariant.SAME_ROOT,
                    frontier.root().equals(head.root()),
                    () -> new Violation(
                            "log",
                            "the log keeps " + head.root() + ", its entries give " + frontier.root(),
                            List.of()));
            findings.check(
                    Invariant.CONSISTENT_ROOTS,
                    built.root().equals(atBuilt),
                    () -> new Violation(
                            "register",
                            "built up to " + built.size() + " with the root " + built.root() + ", the log has "
                                    + atBuilt,
                            List.of()));
        }

        private void live(Findings findings, TreatyId id) {
            var replayed = audit.status(id);
            var asked = register.read(id, new AsOf(null, size - 1));
            findings.check(
                    Invariant.REPLAY_IS_LIVE,
                    replayed.isPresent()
                            && asked.isPresent()
                            && sameAnswers(replayed.get(), asked.get().status()),
                    () -> new Violation(id.value(), "replayed from the log it answers otherwise", List.of()));
        }

        private boolean sameAnswers(LegalStatus replayed, LegalStatus live) {
            for (var basis : Basis.values()) {
                if (!replayed.series(basis).equals(live.series(basis))) {
                    return false;
                }
            }
            return live.daysOfChange().stream().reduce((earlier, later) -> later).stream()
                    .allMatch(day -> answers.participants(replayed, day).equals(answers.participants(live, day)));
        }
    }
}
