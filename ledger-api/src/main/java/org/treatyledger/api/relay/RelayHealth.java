package org.treatyledger.api.relay;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while the relay cannot do its work; the ledger itself goes on without it. */
public final class RelayHealth implements HealthIndicator {

    private final KafkaRelay relay;

    public RelayHealth(KafkaRelay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        var state = relay.state();
        var health = state.code() == null ? Health.up() : Health.down().withDetail("code", state.code());
        if (state.reason() != null) {
            health.withDetail("reason", state.reason());
        }
        return health.withDetail("role", state.role())
                .withDetail("next", state.next())
                .build();
    }
}
