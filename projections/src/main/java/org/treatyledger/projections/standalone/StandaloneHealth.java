package org.treatyledger.projections.standalone;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.treatyledger.projections.feed.StandaloneFeed;
import org.treatyledger.projections.register.Register;

/**
 * Up once a checkpoint was reached, also while the log is away since: what is known is still answered. Out of service
 * before, and where the log contradicts what was followed.
 */
@Component("projections")
final class StandaloneHealth implements HealthIndicator {

    private final StandaloneFeed feed;
    private final Register register;

    StandaloneHealth(StandaloneFeed feed, Register register) {
        this.feed = feed;
        this.register = register;
    }

    @Override
    public Health health() {
        var state = feed.state();
        var lost = "log-contradicts".equals(state.code());
        var health = state.size() < 0 || lost ? Health.outOfService() : Health.up();
        if (state.code() != null && state.reason() != null) {
            health.withDetail("code", state.code()).withDetail("reason", state.reason());
        }
        return health.withDetail("applied", register.size())
                .withDetail("checkpoint", state.size())
                .build();
    }
}
