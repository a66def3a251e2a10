package org.treatyledger.projections.feed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.projections.feed.FollowedLog.Contradiction;
import org.treatyledger.projections.feed.FollowedLog.Target;

/**
 * Follows a ledger from another process: the topic brings entries as they are recorded, and the log says what they are
 * worth. Without a topic, or while its broker is away, the log is asked every second.
 */
public final class StandaloneFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_EARLY = 10_000;

    private final FollowedLog log;
    private final Target target;
    private final @Nullable String bootstrap;
    private final String topic;
    private final EarlyEntries early = new EarlyEntries(MOST_EARLY);
    private volatile FeedState state = FeedState.STARTING;
    private volatile boolean running;
    private @Nullable Thread thread;
    private @Nullable TopicRecords records;

    /**
     * @param bootstrap the brokers; null where there is no topic
     */
    public StandaloneFeed(FollowedLog log, Target target, @Nullable String bootstrap, String topic) {
        this.log = log;
        this.target = target;
        this.bootstrap = bootstrap;
        this.topic = topic;
    }

    /** How far it is, and what is in its way. */
    public FeedState state() {
        return state;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("log-feed").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join(POLL.multipliedBy(3));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                bring();
                listen();
            } catch (InterruptedException | InterruptException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        closeTopic();
    }

    private void bring() {
        try {
            reached(log.bring(target, early));
        } catch (Contradiction e) {
            failed("log-contradicts", e);
        } catch (IOException | UncheckedIOException e) {
            failed("log-unavailable", e);
        } catch (RuntimeException e) {
            failed("projection-failed", e);
        }
    }

    private void reached(Checkpoint checkpoint) {
        if (state.code() != null) {
            LOG.info("Following the log again, at {} entries", checkpoint.size());
        }
        state = FeedState.at(checkpoint.size());
    }

    private void failed(String code, Exception why) {
        if (!code.equals(state.code())) {
            LOG.warn("The log is not followed ({}): {}", code, String.valueOf(why.getMessage()), why);
        }
        state = state.failed(code, String.valueOf(why.getMessage()));
    }

    /** Waits for the topic to bring something new, or for a second. */
    private void listen() throws InterruptedException {
        if (bootstrap == null) {
            Thread.sleep(POLL);
            return;
        }
        try {
            var next = target.frontier().size();
            if (records == null) {
                records = new TopicRecords(bootstrap, topic, next);
            }
            records.poll(POLL, early, next);
        } catch (KafkaException e) {
            LOG.debug("The topic does not answer: {}", e.toString());
            closeTopic();
            Thread.sleep(POLL);
        }
    }

    private void closeTopic() {
        if (records != null) {
            records.close();
            records = null;
        }
    }
}
