package org.treatyledger.api.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The topic of one partition that holds the log in its order. What is in it is asked of the topic itself, by its last
 * record: no note of ours about that can be wrong, lost or restored from an older copy (ADR 0020).
 *
 * <p>A group of records is one batch of the protocol, which a broker appends whole or not at all, and the next is sent
 * only after the answer: so whatever fails, no record is ever before one of a lower position.
 */
final class LogTopic implements AutoCloseable {

    /** The most bytes of a group, so that it fits one batch with its headers. */
    static final int MOST_BYTES = 384 * 1_024;

    /** What a record takes beside its entry: key, headers and framing. */
    static final int OVERHEAD = 640;

    private static final int BATCH_BYTES = 1_000_000;
    private static final int PATIENCE_MILLIS = 5_000;

    /** Within it, the broker has a group, or the relay is told that it may not have it. */
    static final Duration LONGEST_APPEND = Duration.ofSeconds(40);

    private static final int DELIVERY_MILLIS = Math.toIntExact(LONGEST_APPEND.toMillis());
    private static final int REQUEST_MILLIS = 10_000;

    /** A group is sent when it is complete; this is only longer than it takes to hand its records over, pauses included. */
    private static final int LINGER_MILLIS = 20_000;

    /** Looked at from the end backwards for the last record: transactions of others would leave markers there. */
    private static final int TAIL = 16;

    private final TopicPartition partition;
    private final Map<String, Object> common;
    private final Producer<byte[], byte[]> producer;

    /** What the last record of the topic says of itself. */
    record Tail(long position, String leafHash) {}

    LogTopic(String bootstrap, String topic) {
        this.partition = new TopicPartition(topic, 0);
        this.common = Map.of("bootstrap.servers", bootstrap, "client.id", "ledger-relay");
        this.producer = new KafkaProducer<>(
                settings(Map.of(
                        "acks", "all",
                        "enable.idempotence", true,
                        "max.in.flight.requests.per.connection", 1,
                        "batch.size", BATCH_BYTES,
                        "linger.ms", LINGER_MILLIS,
                        "compression.type", "none",
                        "max.block.ms", PATIENCE_MILLIS,
                        "request.timeout.ms", REQUEST_MILLIS,
                        "delivery.timeout.ms", DELIVERY_MILLIS)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private Map<String, Object> settings(Map<String, Object> more) {
        var all = new HashMap<>(common);
        all.putAll(more);
        return all;
    }

    /** Makes the topic where it is missing: one partition, kept for ever. Throws where it has several. */
    void ensure() throws InterruptedException {
        try (var admin = Admin.create(
                settings(Map.of("default.api.timeout.ms", PATIENCE_MILLIS, "request.timeout.ms", PATIENCE_MILLIS)))) {
            var wanted = new NewTopic(partition.topic(), Optional.of(1), Optional.empty())
                    .configs(Map.of("retention.ms", "-1", "cleanup.policy", "delete"));
            try {
                admin.createTopics(List.of(wanted)).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException("The topic could not be made", e.getCause());
                }
            }
        }
        var partitions = producer.partitionsFor(partition.topic()).size();
        if (partitions != 1) {
            throw new IllegalStateException("The topic " + partition.topic() + " has " + partitions
                    + " partitions, and order is kept in one only");
        }
    }

    /** What the last record says of itself; none where the topic is empty. */
    Optional<Tail> tail() {
        try (var consumer = new KafkaConsumer<>(
                settings(Map.of("default.api.timeout.ms", PATIENCE_MILLIS, "enable.auto.commit", false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            if (end == 0) {
                return Optional.empty();
            }
            var first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.seek(partition, Math.max(first, end - TAIL));
            return Optional.of(lastBefore(consumer, end));
        }
    }

    private Tail lastBefore(Consumer<byte[], byte[]> consumer, long end) {
        Tail last = null;
        while (consumer.position(partition) < end) {
            var records = consumer.poll(Duration.ofMillis(PATIENCE_MILLIS));
            if (records.isEmpty() && consumer.position(partition) < end) {
                throw new KafkaException("The end of the topic could not be read");
            }
            for (var record : records) {
                last = tailOf(record);
            }
        }
        if (last == null) {
            throw new IllegalStateException(
                    "The topic " + partition.topic() + " had records and has lost them: nobody can say where to go on");
        }
        return last;
    }

    private static Tail tailOf(ConsumerRecord<byte[], byte[]> record) {
        return new Tail(Long.parseLong(header(record, RelayRecord.POSITION)), header(record, RelayRecord.LEAF_HASH));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("A record of the topic has no header " + name + ": others write to it too");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /**
     * Appends the records, in their order, and returns once the broker has them all. Where it throws, either all of them
     * are there or none is, and which is found out from the {@link #tail}, after this was closed.
     */
    void append(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>(records.size());
        for (var record : records) {
            sent.add(producer.send(record));
        }
        producer.flush();
        for (var one : sent) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new KafkaException("The broker did not take the records", e.getCause());
            }
        }
    }

    /** Gives up what is not acknowledged. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
