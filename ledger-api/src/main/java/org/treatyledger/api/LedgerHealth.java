package org.treatyledger.api;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.projections.register.Register;

/** Up once the projections have caught up with the log. */
@Component("ledger")
final class LedgerHealth implements HealthIndicator {

    private final EventLog log;
    private final Register register;

    LedgerHealth(EventLog log, Register register) {
        this.log = log;
        this.register = register;
    }

    @Override
    public Health health() {
        try {
            var applied = register.size();
            var recorded = log.head().size();
            var health = applied >= recorded ? Health.up() : Health.outOfService();
            return health.withDetail("recorded", recorded)
                    .withDetail("applied", applied)
                    .build();
        } catch (LogUnavailable e) {
            return Health.down()
                    .withDetail("reason", "the database does not answer")
                    .build();
        }
    }
}
