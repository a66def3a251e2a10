package org.treatyledger.api.imports;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.treatyledger.api.axon.Instruction;
import org.treatyledger.api.axon.LedgerGateway;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;

/**
 * Runs imports, one after the other in the order in which they were sent. Within a file, treaties go side by side, what
 * belongs to a treaty after that treaty; within a treaty, rows go by their dates, on one day signatures first, so that a
 * table in any order means the same. An import that was interrupted goes on where it stopped.
 */
public final class Imports implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final int SIDE_BY_SIDE = 24;
    private static final int KEPT_AT_ONCE = 200;
    private static final Comparator<ImportRow> LEGAL_ORDER = Comparator.comparing(ImportRow::date)
            .thenComparing(row -> row.isSignature() ? 0 : 1)
            .thenComparingInt(ImportRow::line);

    private final ImportRows rows;
    private final LedgerGateway gateway;
    private final EventLog log;
    private final Register register;
    private final Clock clock;
    private final RowWork work;
    private final ExecutorService runner = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("imports").daemon().factory());
    private volatile boolean closing;

    Imports(ImportRows rows, LedgerGateway gateway, EventLog log, Register register, Clock clock) {
        this.rows = rows;
        this.gateway = gateway;
        this.log = log;
        this.register = register;
        this.clock = clock;
        this.work = new RowWork(register);
    }

    /** A job, and whether it had been there before. */
    record Queued(ImportJob job, boolean replayed) {}

    /** Queues a file; nothing where the key was used for another. */
    Optional<Queued> submit(byte[] file, boolean dryRun, String key, Actor actor) {
        var total = ImportFile.read(file).size();
        var digest = (dryRun ? "dry " : "") + digest(file);
        var job = new ImportJob(
                UUID.randomUUID(), key, digest, actor, dryRun, "queued", total, null, clock.instant(), null, null);
        if (rows.add(job, file)) {
            runner.execute(() -> run(job));
            return Optional.of(new Queued(job, false));
        }
        return rows.findByKey(key)
                .filter(earlier -> earlier.digest().equals(digest))
                .map(it -> new Queued(it, true));
    }

    private static String digest(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void resume() {
        rows.unfinished().forEach(job -> runner.execute(() -> run(job)));
    }

    private void run(ImportJob job) {
        if (closing) {
            return;
        }
        try {
            rows.start(job.id(), clock.instant());
            var done = rows.done(job.id());
            var waiting = ImportFile.read(rows.file(job.id())).stream()
                    .filter(row -> !done.contains(row.line()))
                    .toList();
            workOff(job, waiting, step(job));
            if (!closing) {
                register.awaitPosition(log.head().size() - 1, Register.PATIENCE);
                rows.end(job.id(), null, clock.instant());
            }
        } catch (RuntimeException e) {
            fail(job, e);
        }
    }

    /** The machine failed, not the file: what is recorded stays, and the same file may be sent again. */
    private void fail(ImportJob job, RuntimeException e) {
        LOG.error("The import {} cannot go on", job.id(), e);
        if (!closing) {
            try {
                rows.end(
                        job.id(),
                        "The import could not go on; the rows without a result may be sent again.",
                        clock.instant());
            } catch (RuntimeException again) {
                LOG.error("Nor can that be written down; it is taken up again at the next start", again);
            }
        }
    }

    private Function<RowWork.Command, RowResult> step(ImportJob job) {
        return job.dryRun() ? new DryRun(register, log, work, clock)::play : command -> record(job, command);
    }

    private RowResult record(ImportJob job, RowWork.Command command) {
        return work.result(
                command,
                gateway.submit(new Instruction(
                        command.act(), command.id(), command.digest(), job.actor(), clock.instant(), null, false)));
    }

    private void workOff(ImportJob job, List<ImportRow> waiting, Function<RowWork.Command, RowResult> step) {
        for (var level : levels(waiting).values()) {
            var free = new Semaphore(SIDE_BY_SIDE);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = level.stream()
                        .map(treaty -> threads.submit(() -> {
                            free.acquire();
                            try {
                                workOffTreaty(job, treaty, step);
                            } finally {
                                free.release();
                            }
                            return treaty.size();
                        }))
                        .toList();
                for (var one : running) {
                    one.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
            }
        }
    }

    private void workOffTreaty(ImportJob job, List<ImportRow> treaty, Function<RowWork.Command, RowResult> step) {
        var results = new ArrayList<RowResult>();
        for (var row : treaty) {
            if (closing) {
                break;
            }
            results.add(work.work(row, step));
            if (results.size() == KEPT_AT_ONCE) {
                rows.keep(job.id(), results);
                results.clear();
            }
        }
        rows.keep(job.id(), results);
    }

    /** The rows of each treaty in legal order, by how many treaties stand above it. */
    private SortedMap<Integer, List<List<ImportRow>>> levels(List<ImportRow> waiting) {
        var byTreaty =
                waiting.stream().collect(Collectors.groupingBy(ImportRow::treaty, TreeMap::new, Collectors.toList()));
        var levels = new TreeMap<Integer, List<List<ImportRow>>>();
        byTreaty.forEach(
                (treaty, its) -> levels.computeIfAbsent(depth(TreatyId.parse(treaty)), level -> new ArrayList<>())
                        .add(its.stream().sorted(LEGAL_ORDER).toList()));
        return levels;
    }

    private int depth(Optional<TreatyId> treaty) {
        return treaty.flatMap(register::parentOf)
                .map(parent -> 1 + depth(Optional.of(parent)))
                .orElse(0);
    }

    @Override
    public void close() {
        closing = true;
        runner.shutdown();
        try {
            if (!runner.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.warn("An import did not stop in time; it goes on at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
