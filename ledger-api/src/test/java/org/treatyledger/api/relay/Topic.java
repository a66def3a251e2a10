package org.treatyledger.api.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as anybody could, from its first record to its last. */
public final class Topic {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** A record as it was read. */
    public record Received(long offset, Map<String, String> headers, ConsumerRecord<byte[], byte[]> raw) {

        /** The log's position. */
        public long position() {
            return Long.parseLong(headers.get("position"));
        }
    }

    private Topic() {}

    /** Everything, once so many records are there, or after a while. */
    static List<Received> read(String bootstrap, String topic, int atLeast) {
        var received = new ArrayList<Received>();
        try (var consumer = consumer(bootstrap)) {
            fromTheBeginning(consumer, topic);
            var deadline = Instant.now().plus(PATIENCE);
            while (received.size() < atLeast && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> received.add(received(record)));
            }
            consumer.poll(Duration.ofMillis(500)).forEach(record -> received.add(received(record)));
        }
        return received;
    }

    /** Each record, from the first to the one that is the last now, without keeping them. */
    public static void each(String bootstrap, String topic, Consumer<Received> reader) {
        try (var consumer = consumer(bootstrap)) {
            var partition = fromTheBeginning(consumer, topic);
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> reader.accept(received(record)));
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static TopicPartition fromTheBeginning(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        var partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return partition;
    }

    private static Received received(ConsumerRecord<byte[], byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers().forEach(it -> headers.put(it.key(), new String(it.value(), StandardCharsets.UTF_8)));
        return new Received(record.offset(), headers, record);
    }
}
