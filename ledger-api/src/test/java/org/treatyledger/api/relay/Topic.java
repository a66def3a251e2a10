package org.treatyledger.api.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic as anybody could, from its first record to its last. */
final class Topic {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** A record as it was read. */
    record Received(long offset, Map<String, String> headers, ConsumerRecord<byte[], byte[]> raw) {

        long position() {
            return Long.parseLong(headers.get("position"));
        }
    }

    private Topic() {}

    /** Everything, once so many records are there, or after a while. */
    static List<Received> read(String bootstrap, String topic, int atLeast) {
        var received = new ArrayList<Received>();
        var partition = new TopicPartition(topic, 0);
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var deadline = Instant.now().plus(PATIENCE);
            while (received.size() < atLeast && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> received.add(received(record)));
            }
            consumer.poll(Duration.ofMillis(500)).forEach(record -> received.add(received(record)));
        }
        return received;
    }

    private static Received received(ConsumerRecord<byte[], byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers().forEach(it -> headers.put(it.key(), new String(it.value(), StandardCharsets.UTF_8)));
        return new Received(record.offset(), headers, record);
    }
}
