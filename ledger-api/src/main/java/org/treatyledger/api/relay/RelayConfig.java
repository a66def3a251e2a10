package org.treatyledger.api.relay;

import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.treatyledger.api.LedgerSettings;
import org.treatyledger.api.log.NodeSignals;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.codec.EntryCodec;

/** The relay, where a broker is named ({@code LEDGER_KAFKA_BOOTSTRAP}). */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${ledger.kafka.bootstrap:}'.isBlank()")
class RelayConfig {

    @Bean
    KafkaRelay kafkaRelay(
            DataSource database, PostgresEventLog log, NodeSignals signals, EntryCodec codec, LedgerSettings settings) {
        var kafka = settings.kafka();
        var relay = new KafkaRelay(
                database,
                log,
                codec,
                Objects.requireNonNull(kafka.bootstrap()),
                kafka.topic(),
                settings.log().name());
        log.onAppended(relay::appended);
        signals.onSignal(relay::appended);
        return relay;
    }

    @Bean("relayState") // the name of the health component, which the group "relay" shows
    RelayHealth relayHealth(KafkaRelay relay) {
        return new RelayHealth(relay);
    }
}
