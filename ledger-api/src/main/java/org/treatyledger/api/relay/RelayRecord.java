package org.treatyledger.api.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Hash;

/**
 * An entry as a record of the topic (contract, section 7): its exact bytes, keyed by its stream, with its position and
 * leaf hash and the attributes of CloudEvents 1.0 in binary mode as headers.
 */
final class RelayRecord {

    static final String POSITION = "position";
    static final String LEAF_HASH = "leaf-hash";

    private final EntryCodec codec;
    private final String topic;
    private final String source;

    /**
     * @param source the log's unique name, the {@code ce_source} of each record
     */
    RelayRecord(EntryCodec codec, String topic, String source) {
        this.codec = codec;
        this.topic = topic;
        this.source = source;
    }

    ProducerRecord<byte[], byte[]> of(LedgerEntry entry) {
        var bytes = codec.bytes(entry);
        var position = Long.toString(entry.position());
        List<Header> headers = List.of(
                header(POSITION, position),
                header(LEAF_HASH, Hash.ofLeaf(bytes).toString()),
                header("ce_specversion", "1.0"),
                header("ce_id", position),
                header("ce_type", codec.typeOf(entry.event())),
                header("ce_source", source),
                header("ce_subject", entry.stream()),
                header("ce_time", entry.recordedAt().toString()),
                header("content-type", "application/json"));
        return new ProducerRecord<>(topic, 0, null, entry.stream().getBytes(StandardCharsets.UTF_8), bytes, headers);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
