package org.treatyledger.api.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.treatyledger.api.log.Lease;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Hash;

/**
 * Copies the log to a Kafka topic, in its order. Of several nodes one leads, by a lease in the database; where it goes on
 * is asked of the topic. What fails is tried again after a pause, for ever: a broker that is away holds up nothing else.
 */
public final class KafkaRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaRelay.class);
    private static final long LEASE = 0x7265_6c61_79L; // "relay"
    private static final int PAGE = 500;

    /** Behind the wake-up after each commit: for what other nodes append. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Longer than a group may take, so that only a node that is frozen loses the lease by it. */
    private static final Duration SILENCE = LogTopic.LONGEST_APPEND.plusSeconds(20);

    private final DataSource database;
    private final EventLog log;
    private final EntryCodec codec;
    private final String bootstrap;
    private final String topic;
    private final RelayRecord records;
    private final Semaphore wake = new Semaphore(0);
    private volatile RelayState state = RelayState.STOPPED;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** The topic holds what this log does not. */
    private static final class AnotherHistory extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        AnotherHistory(String message) {
            super(message);
        }
    }

    /**
     * @param origin the log's unique name
     */
    public KafkaRelay(
            DataSource database, EventLog log, EntryCodec codec, String bootstrap, String topic, String origin) {
        this.database = database;
        this.log = log;
        this.codec = codec;
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.records = new RelayRecord(codec, topic, origin);
    }

    /** To be called after each commit. */
    public void appended() {
        wake.release();
    }

    /** What it does, and how far it is. */
    public RelayState state() {
        return state;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("kafka-relay").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(POLL.multipliedBy(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        state = RelayState.STOPPED;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                var lease = Lease.take(database, LEASE, SILENCE);
                if (lease.isPresent()) {
                    try (var held = lease.get()) {
                        lead(held);
                    }
                } else {
                    state = RelayState.following();
                }
                pause();
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (AnotherHistory e) {
                failed("another-history", e);
            } catch (LogUnavailable e) {
                failed("database-unavailable", e);
            } catch (KafkaException e) {
                failed("kafka-unavailable", e);
            } catch (RuntimeException e) {
                failed("relay-failed", e);
            }
        }
    }

    /** Told once, and again when it is something else. */
    private void failed(String code, RuntimeException why) {
        if (!state.isFailedBy(code)) {
            LOG.warn("The relay to Kafka waits ({}): {}", code, String.valueOf(why.getMessage()), why);
        }
        state = RelayState.failed(code, String.valueOf(why.getMessage()));
        try {
            pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() throws InterruptedException {
        Thread.sleep(PAUSE);
    }

    private void lead(Lease lease) throws InterruptedException {
        try (var target = new LogTopic(bootstrap, topic)) {
            target.ensure();
            var next = next(target);
            LOG.info("Relaying to the topic {} from position {} on", topic, next);
            while (running && lease.isHeld()) {
                state = RelayState.leading(next);
                var group = group(next);
                if (group.isEmpty()) {
                    sleep();
                } else {
                    target.append(group);
                    next += group.size();
                }
            }
        }
    }

    /** The position after the last that the topic holds, which has to be ours. */
    private long next(LogTopic target) {
        var tail = target.tail();
        if (tail.isEmpty()) {
            return 0;
        }
        var position = tail.get().position();
        var ours = log.read(position, 1).stream().findFirst().map(entry -> Hash.ofLeaf(codec.bytes(entry))
                .toString());
        if (ours.isEmpty() || !ours.get().equals(tail.get().leafHash())) {
            throw new AnotherHistory("The topic " + topic + " ends with position " + position
                    + (ours.isEmpty() ? ", which this log does not reach" : ", where this log has another entry")
                    + ": it is of another log, or this one was restored from an older copy");
        }
        return position + 1;
    }

    /** What is sent together: as many entries as one batch holds, one at least. */
    private List<ProducerRecord<byte[], byte[]>> group(long next) {
        var group = new ArrayList<ProducerRecord<byte[], byte[]>>();
        var bytes = 0;
        for (LedgerEntry entry : log.read(next, PAGE)) {
            var record = records.of(entry);
            bytes += record.value().length + LogTopic.OVERHEAD;
            if (!group.isEmpty() && bytes > LogTopic.MOST_BYTES) {
                break;
            }
            group.add(record);
        }
        return group;
    }

    private void sleep() throws InterruptedException {
        if (wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }
}
