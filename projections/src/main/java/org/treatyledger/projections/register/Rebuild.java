package org.treatyledger.projections.register;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.projections.ProjectionCheckpoint;
import org.treatyledger.projections.register.RebuildState.Phase;

/**
 * Builds the register anew from the log, beside the one that is read, and puts it in its place once it has the log's own
 * root (ADR 0023). Nobody is told of the entries again: what listens hears of entries from the feed alone. A rebuild that
 * was interrupted goes on at the next start from where it stood.
 */
public final class Rebuild implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final int BATCH = 1_000;
    private static final String ENDED_ELSEWHERE = "Another process has ended it, and says why.";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventLog log;
    private final Register register;
    private final NextGeneration next;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Predicate<RuntimeException> isAway;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable RebuildState state;
    private volatile boolean stopping;
    private volatile boolean cancelled;
    private volatile @Nullable String doomed;
    private volatile boolean running;
    private @Nullable Thread worker;

    /** @param isLogAway whether an exception of the log says that it does not answer for now */
    public Rebuild(
            EventLog log,
            Register register,
            DataSource database,
            EntryCodec codec,
            TransactionTemplate transaction,
            Clock clock,
            Predicate<RuntimeException> isLogAway) {
        this.log = log;
        this.register = register;
        this.next = new NextGeneration(new JdbcTemplate(database), codec);
        this.transaction = transaction;
        this.clock = clock;
        this.isAway = e -> e instanceof DataAccessException || e instanceof TransactionException || isLogAway.test(e);
    }

    /** The rebuild that is under way, or the last one since the start of this process; none where there was none. */
    public Optional<RebuildState> state() {
        return Optional.ofNullable(state);
    }

    /** Begins a rebuild; one that is under way goes on. */
    public RebuildState begin() {
        lock.lock();
        try {
            var known = state;
            return known != null && known.isRunning() ? known : launch();
        } finally {
            lock.unlock();
        }
    }

    private RebuildState launch() {
        awaitWorker(); // of a rebuild that has just ended
        transaction.executeWithoutResult(status -> next.begin(register.generation() + 1));
        var started = RebuildState.started(next.rows().checkpoint().generation(), clock.instant());
        state = started;
        cancelled = false;
        doomed = null;
        worker = Thread.ofPlatform().daemon().name("rebuild").start(() -> run(started));
        return started;
    }

    /** Calls off the rebuild that is under way and throws away what it has built; none where none is under way. */
    public Optional<RebuildState> cancel() {
        lock.lock();
        try {
            var known = state;
            if (known == null || !known.isRunning()) {
                return Optional.empty();
            }
            cancelled = true;
            awaitWorker();
            return state();
        } finally {
            lock.unlock();
        }
    }

    private void run(RebuildState started) {
        LOG.info("Building the register as generation {}, beside the one that is read", started.generation());
        while (!stopping && current().isRunning()) {
            try {
                step(started);
            } catch (RuntimeException e) {
                if (isAway.test(e)) {
                    hinder(e);
                } else {
                    LOG.error("The register was not rebuilt", e);
                    doomed = String.valueOf(e.getMessage());
                }
            }
        }
    }

    /** What was begun is thrown away before it is said to have ended, also where that takes several tries. */
    private void step(RebuildState started) {
        if (cancelled || doomed != null) {
            transaction.executeWithoutResult(status -> next.drop());
            end(cancelled ? Phase.CANCELLED : Phase.FAILED, doomed);
            LOG.info("What was built of generation {} is thrown away", started.generation());
        } else {
            build(started);
        }
    }

    /** Most often the database is away for a moment, and what was built is still there when it is back. */
    private void hinder(RuntimeException why) {
        LOG.warn("The rebuild of the register is held up, and goes on: {}", why.toString());
        state = current()
                .heldUp(String.valueOf(
                        NestedExceptionUtils.getMostSpecificCause(why).getMessage()));
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    private void build(RebuildState started) {
        if (!isThere()) {
            endedElsewhere(started);
            return;
        }
        for (var head = log.head(); goesOn() && follow(head); ) {
            head = log.head();
        }
        if (goesOn() && current().differences() == null) {
            next.differences(this::goesOn)
                    .ifPresent(different -> state = current().compared(different));
        }
        if (goesOn()) {
            register.replace(this::swap);
            end(Phase.DONE, null);
            LOG.info(
                    "The register is generation {} now, of {} entries; {} rows of the one before differed",
                    started.generation(),
                    current().size(),
                    current().differences());
        }
    }

    /** Another process has put the generation in its place, or has thrown it away: called off there, or failed. */
    private void endedElsewhere(RebuildState started) {
        register.replace(() -> {});
        var finished = register.generation() >= started.generation();
        end(finished ? Phase.DONE : Phase.CANCELLED, finished ? null : ENDED_ELSEWHERE);
        LOG.info("Another process has ended the rebuild of the register, {}", finished ? "done" : "thrown away");
    }

    private boolean isThere() {
        return Boolean.TRUE.equals(transaction.execute(status -> next.exists()));
    }

    private boolean goesOn() {
        return !stopping && !cancelled;
    }

    /** Takes in all up to that head; false where nothing was left to take in. */
    private boolean follow(LogHead head) {
        var reached = next.rows().checkpoint().size();
        state = current().at(reached, head.size());
        if (reached >= head.size()) {
            return false;
        }
        while (goesOn() && reached < head.size()) {
            reached = takeIn(head);
            state = current().at(reached, head.size());
        }
        return true;
    }

    private long takeIn(LogHead head) {
        var reached = transaction.execute(
                status -> takeIn(next.rows().lockedCheckpoint(), head).size());
        return reached == null ? 0 : reached;
    }

    private ProjectionCheckpoint takeIn(ProjectionCheckpoint from, LogHead head) {
        var entries = log.read(from.size(), (int) Math.min(BATCH, head.size() - from.size()));
        if (entries.isEmpty()) {
            throw new IllegalStateException("The log ends at " + from.size() + ", and its head counts " + head.size());
        }
        return next.rows().apply(from, entries);
    }

    /** In the register's transaction, while nothing else is applied: what is still missing, and the log's own root. */
    private void swap() {
        next.lockOthersOut();
        var reached = next.rows().lockedCheckpoint();
        var head = log.head();
        while (reached.size() < head.size()) {
            reached = takeIn(reached, head);
        }
        if (!reached.frontier().root().equals(head.frontier().root())) {
            throw new IllegalStateException(
                    "The " + reached.size() + " entries that were read do not have the log's root");
        }
        next.swap();
        state = current().at(reached.size(), head.size());
    }

    private RebuildState current() {
        return Objects.requireNonNull(state);
    }

    private void end(Phase how, @Nullable String why) {
        state = current().ended(how, clock.instant(), why);
    }

    private void awaitWorker() {
        if (worker != null) {
            try {
                worker.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes up a rebuild that a process left behind. */
    @Override
    public void start() {
        running = true;
        if (isThere()) {
            begin();
        }
    }

    /** Stops after the batch at hand; the next start goes on from there. */
    @Override
    public void stop() {
        stopping = true;
        awaitWorker();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
