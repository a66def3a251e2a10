package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.api.relay.Broker;

/**
 * From the commit of an act to a consumer of the topic, against what the broker itself takes from a producer's send to a
 * consumer's poll, in turns: {@code ./dev bench relay}.
 */
class RelayBench {

    private static final int ACTS = Integer.getInteger("ledger.bench.acts", 500);
    private static final int WARM_UP = 100;
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final String TREATY = "bench-relay";
    private static final String OURS = "treaty.actions.v1";
    private static final String BARE = "bare";

    private static volatile long committedAt;

    /** A consumer of one topic that notes when each record reaches it. */
    private static final class Listener implements AutoCloseable {

        private final BlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
        private final Thread thread;
        private volatile boolean listening = true;

        Listener(String bootstrap, String topic) {
            thread = Thread.ofPlatform().daemon().start(() -> listen(bootstrap, topic));
        }

        private void listen(String bootstrap, String topic) {
            try (var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of("bootstrap.servers", bootstrap, "enable.auto.commit", false),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer())) {
                var partition = new TopicPartition(topic, 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (listening) {
                    var records = consumer.poll(Duration.ofMillis(200));
                    var now = System.nanoTime();
                    records.forEach(record -> arrivals.add(now));
                }
            }
        }

        long next() throws InterruptedException {
            return arrivals.take();
        }

        @Override
        public void close() {
            listening = false;
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void fromTheCommitToAConsumer() throws Exception {
        try (var broker = new Broker();
                var ledger = RunningLedger.start("none", "--ledger.kafka.bootstrap=" + broker.bootstrap());
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrap(), "acks", "all", "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            ledger.bean("eventLog", PostgresEventLog.class).onAppended(() -> committedAt = System.nanoTime());
            ledger.register(TREATY);
            Waiting.until(() -> ledger.get("/actuator/health/relay").body().contains("\"next\":1"));
            measure(broker.bootstrap(), ledger, producer);
        }
    }

    private static void measure(String bootstrap, RunningLedger ledger, KafkaProducer<byte[], byte[]> producer)
            throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(BARE, 1, (short) 1))).all().get();
        }
        producer.send(new ProducerRecord<>(BARE, new byte[600])).get();
        var bare = new double[ACTS];
        var ours = new double[ACTS];
        try (var theirs = new Listener(bootstrap, BARE);
                var topic = new Listener(bootstrap, OURS)) {
            theirs.next();
            topic.next(); // the registration
            for (var act = -WARM_UP; act < ACTS; act++) {
                Thread.sleep(BETWEEN);
                var sent = System.nanoTime();
                var acknowledged = producer.send(new ProducerRecord<>(BARE, new byte[600]));
                var bareMillis = (theirs.next() - sent) / 1e6;
                acknowledged.get();
                announce(ledger, act);
                var oursMillis = (topic.next() - committedAt) / 1e6;
                if (act >= 0) {
                    bare[act] = bareMillis;
                    ours[act] = oursMillis;
                }
            }
        }
        report(bare, ours);
    }

    private static void announce(RunningLedger ledger, int number) {
        var answer = ledger.post(
                "/api/v1/treaties/" + TREATY + "/actions",
                "{\"action\": \"announce\", \"date\": \"2024-01-02\", \"text\": \"number %d\"}".formatted(number));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
    }

    private static void report(double[] bare, double[] ours) {
        print("%d acts, one at a time; milliseconds".formatted(ACTS));
        print("%-50s p50 %8.2f, p99 %8.2f"
                .formatted("producer's send to consumer's poll", at(bare, 0.5), at(bare, 0.99)));
        print("%-50s p50 %8.2f, p99 %8.2f".formatted("commit to consumer's poll", at(ours, 0.5), at(ours, 0.99)));
        print("  p99 above the bare one: %.2f ms (goal: 10)".formatted(at(ours, 0.99) - at(bare, 0.99)));
    }

    private static double at(double[] millis, double share) {
        return percentile(millis, share);
    }
}
