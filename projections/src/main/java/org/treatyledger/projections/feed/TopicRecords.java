package org.treatyledger.projections.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The records of the topic (contract, section 7), brought as they come. Where to start is a guess, because a position is
 * mostly its record's offset; a wrong guess brings too much or too little, which {@link FollowedLog} makes up for.
 */
public final class TopicRecords implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** The topic, from about that position on. */
    public TopicRecords(String bootstrap, String topic, long next) {
        var partition = new TopicPartition(topic, 0);
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "client.id",
                        "ledger-projections",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "latest",
                        "default.api.timeout.ms",
                        PATIENCE_MILLIS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seek(partition, next);
    }

    /** Waits for records, and offers what came. */
    public void poll(Duration patience, EarlyEntries early, long next) {
        for (var record : consumer.poll(patience)) {
            var position = position(record);
            if (position != null && record.value() != null) {
                early.offer(position, record.value(), next);
            }
        }
    }

    private static @Nullable Long position(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader("position");
        try {
            return header == null ? null : Long.valueOf(new String(header.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            return null; // not of the relay
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofMillis(PATIENCE_MILLIS)));
    }
}
