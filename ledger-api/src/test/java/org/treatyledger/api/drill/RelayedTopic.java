package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.relay.Topic;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import tools.jackson.databind.json.JsonMapper;

/** What nodes of the ledger relayed: looked at as any consumer can. */
final class RelayedTopic {

    /** The topic's name, which is the ledger's default. */
    static final String NAME = "treaty.actions.v1";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper JSON = new JsonMapper();

    private RelayedTopic() {}

    /**
     * Waits until all is there, then reads it: each position at least once, for the first time in the log's order, and
     * with its bytes. Returns how many came again.
     */
    static long verify(String bootstrap, List<LedgerProcess> nodes, Frontier log) {
        Waiting.until(PATIENCE, () -> relayed(nodes) == log.size());
        var relayed = new AtomicReference<>(Frontier.EMPTY);
        var repeated = new AtomicLong();
        Topic.each(bootstrap, NAME, record -> {
            var next = relayed.get().size();
            assertThat(record.position()).isLessThanOrEqualTo(next);
            if (record.position() == next) {
                relayed.updateAndGet(it -> it.with(Hash.ofLeaf(record.raw().value())));
            } else {
                repeated.incrementAndGet();
            }
        });
        assertThat(relayed).hasValue(log);
        return repeated.get();
    }

    private static long relayed(List<LedgerProcess> nodes) {
        return nodes.stream()
                .map(node -> JSON.readTree(Site.ask(node.uri("/actuator/health/relay"))))
                .map(answer -> answer.path("components").path("relayState").path("details"))
                .filter(details -> details.path("role").asString("").equals("leading"))
                .mapToLong(details -> details.path("next").asLong(-1))
                .max()
                .orElse(-1);
    }
}
