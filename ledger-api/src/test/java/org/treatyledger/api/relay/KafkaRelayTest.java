package org.treatyledger.api.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.Actor;

/** The log as a topic, with a real broker that is killed; more often with {@code -Dledger.relay.kills}. */
@Tag("drill")
@NullUnmarked
class KafkaRelayTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int KILLS = Integer.getInteger("ledger.relay.kills", 3);
    private static final String ORIGIN = "example.org/log";

    private static Broker broker;
    private static int topics;

    private final EntryCodec codec = new EntryCodec();
    private DataSource database;
    private PostgresEventLog log;
    private String topic;
    private long sequence;

    @BeforeAll
    static void startBroker() {
        broker = new Broker();
    }

    @AfterAll
    static void stopBroker() throws IOException {
        broker.close();
    }

    @BeforeEach
    void freshLog() {
        database = DATABASE.fresh();
        log = new PostgresEventLog(database, Clock.systemUTC(), codec);
        topic = "treaty.actions.v" + ++topics;
    }

    private KafkaRelay relay() {
        var relay = new KafkaRelay(database, log, codec, broker.bootstrap(), topic, ORIGIN);
        log.onAppended(relay::appended);
        relay.start();
        return relay;
    }

    private void append(int entries) {
        for (var i = 0; i < entries; i++) {
            var event = new AnnouncementNoted(
                    null, "number " + sequence, Communication.receivedOn(LocalDate.parse("2024-01-02")));
            log.append(new Append(
                    "treaty/rome-statute",
                    sequence,
                    "command-" + sequence,
                    new Actor("amina", "depositary"),
                    "2a",
                    "answer",
                    List.of(event)));
            sequence++;
        }
    }

    private void assertTheWholeLogOnce(int entries) {
        assertThat(Topic.read(broker.bootstrap(), topic, entries))
                .extracting(Topic.Received::position)
                .containsExactlyElementsOf(LongStream.range(0, entries).boxed().toList());
    }

    @Test
    void givenALog_whenItIsRelayed_thenEachEntryIsThereOnceInOrderWithItsExactBytesAndHeaders() {
        append(30);
        var relay = relay();
        append(5);
        var records = Topic.read(broker.bootstrap(), topic, 35);
        relay.stop();

        assertThat(records)
                .extracting(Topic.Received::position)
                .containsExactlyElementsOf(LongStream.range(0, 35).boxed().toList());
        var entry = log.read(7, 1).getFirst();
        var record = records.get(7);
        assertThat(record.raw().value()).isEqualTo(codec.bytes(entry));
        assertThat(record.raw().key()).asString().isEqualTo("treaty/rome-statute");
        assertThat(record.headers())
                .isEqualTo(Map.of(
                        "position", "7",
                        "leaf-hash", Hash.ofLeaf(codec.bytes(entry)).toString(),
                        "ce_specversion", "1.0",
                        "ce_id", "7",
                        "ce_type", "announcement-noted",
                        "ce_source", ORIGIN,
                        "ce_subject", "treaty/rome-statute",
                        "ce_time", entry.recordedAt().toString(),
                        "content-type", "application/json"));
    }

    @Test
    void givenARelayThatStopped_whenAnotherStarts_thenItGoesOnWhereTheTopicEnds() {
        append(10);
        var first = relay();
        Waiting.until(() -> first.state().next() == 10);
        first.stop();
        append(10);
        var second = relay();
        Waiting.until(() -> second.state().next() == 20);
        second.stop();

        assertTheWholeLogOnce(20);
    }

    @Test
    void givenTwoNodes_whenTheOneThatLeadsStops_thenTheOtherTakesOver() {
        append(5);
        var first = relay();
        Waiting.until(() -> first.state().next() == 5);
        var second = relay();
        Waiting.until(() -> second.state().role().equals("following"));
        append(5);
        Waiting.until(() -> first.state().next() == 10);
        first.stop();
        append(5);
        Waiting.until(() -> second.state().next() == 15);
        second.stop();

        assertTheWholeLogOnce(15);
    }

    @Test
    void givenABrokerThatIsKilledWhileRelaying_whenItIsBack_thenNothingIsMissingAndNothingOutOfOrder() {
        var relay = relay();
        for (var round = 0; round < KILLS; round++) {
            append(200);
            broker.kill();
            append(200);
            broker.restart();
        }
        var all = KILLS * 400;
        Waiting.until(() -> relay.state().next() == all);
        relay.stop();

        assertTheWholeLogOnce(all);
    }

    @Test
    void givenABrokerThatIsAway_whenRelaying_thenItSaysSoAndAppendsGoOn() {
        broker.kill();
        var relay = relay();
        append(3);
        Waiting.until(() -> relay.state().isFailedBy("kafka-unavailable"));
        assertThat(new RelayHealth(relay).health().getStatus().getCode()).isEqualTo("DOWN");
        broker.restart();
        Waiting.until(() -> relay.state().next() == 3);
        assertThat(new RelayHealth(relay).health().getStatus().getCode()).isEqualTo("UP");
        relay.stop();

        assertTheWholeLogOnce(3);
    }

    @Test
    void givenATopicOfAnotherLog_whenRelaying_thenNothingIsAddedToIt() {
        append(5);
        var first = relay();
        Waiting.until(() -> first.state().next() == 5);
        first.stop();
        database = DATABASE.fresh();
        log = new PostgresEventLog(database, Clock.systemUTC(), codec);
        sequence = 0;
        append(3);
        var shorter = relay();
        Waiting.until(() -> shorter.state().isFailedBy("another-history"));
        append(9);
        Waiting.until(() -> String.valueOf(shorter.state().reason()).contains("another entry"));
        shorter.stop();

        assertThat(Topic.read(broker.bootstrap(), topic, 5)).hasSize(5);
    }

    @Test
    void givenATopicThatOthersWriteTo_whenRelaying_thenItSaysSo() throws Exception {
        append(1);
        var relay = relay();
        Waiting.until(() -> relay.state().next() == 1);
        relay.stop();
        try (var stranger = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            stranger.send(new ProducerRecord<>(topic, new byte[] {1})).get();
        }
        var after = relay();
        Waiting.until(() -> after.state().isFailedBy("relay-failed"));
        after.stop();

        assertThat(after.state()).isEqualTo(RelayState.STOPPED);
    }
}
