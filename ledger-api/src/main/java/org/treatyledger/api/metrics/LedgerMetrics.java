package org.treatyledger.api.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.treatyledger.api.axon.Outcome;
import org.treatyledger.api.axon.OutcomeListener;
import org.treatyledger.api.log.AppendListener;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.api.relay.KafkaRelay;
import org.treatyledger.api.transparency.CheckpointPublisher;
import org.treatyledger.projections.register.Rebuild;
import org.treatyledger.projections.register.RebuildState;
import org.treatyledger.projections.register.Register;

/** Every meter of the ledger that is not of the projections, in one file: their names are a contract with dashboards. */
@Component
final class LedgerMetrics implements OutcomeListener, SmartInitializingSingleton {

    private static final String COMMANDS = "treaty.ledger.commands";

    private final MeterRegistry meters;
    private final PostgresEventLog log;
    private final Register register;
    private final CheckpointPublisher publisher;
    private final Rebuild rebuild;
    private final @Nullable KafkaRelay relay;

    LedgerMetrics(
            MeterRegistry meters,
            PostgresEventLog log,
            Register register,
            CheckpointPublisher publisher,
            Rebuild rebuild,
            ObjectProvider<KafkaRelay> relay) {
        this.meters = meters;
        this.log = log;
        this.register = register;
        this.publisher = publisher;
        this.rebuild = rebuild;
        this.relay = relay.getIfAvailable();
    }

    @Override
    public void afterSingletonsInstantiated() {
        log.measuring(new Appends(meters));
        gauge("treaty.ledger.log.size", "Entries in the log", ledger -> ledger.size());
        gauge(
                "treaty.ledger.projection.lag",
                "Entries recorded and not projected yet",
                ledger -> Math.max(0, ledger.size() - register.size()));
        gauge(
                "treaty.ledger.rebuild.remaining",
                "Entries that a rebuild has yet to take in; 0 without one",
                _ -> rebuild.state()
                        .filter(RebuildState::isRunning)
                        .map(it -> (double) (it.recorded() - it.size()))
                        .orElse(0.0));
        Gauge.builder("treaty.ledger.checkpoint.age", publisher, it -> it.age()
                        .map(age -> age.toMillis() / 1_000.0)
                        .orElse(Double.NaN))
                .baseUnit("seconds")
                .description("Since this process signed a checkpoint; one is signed when somebody asks")
                .register(meters);
        if (relay != null) {
            gauge(
                    "treaty.ledger.relay.lag",
                    "Entries recorded and not in the topic yet; of the node that leads",
                    ledger -> lag(relay));
            Gauge.builder("treaty.ledger.relay.leading", relay, it -> it.state().next() >= 0 ? 1 : 0)
                    .description("1 where this node relays, 0 where another does or it cannot")
                    .register(meters);
        }
    }

    private void gauge(String name, String description, ToDoubleFunction<LedgerMetrics> value) {
        Gauge.builder(name, this, value).description(description).register(meters);
    }

    private double size() {
        try {
            return log.head().size();
        } catch (LogUnavailable e) {
            return Double.NaN;
        }
    }

    private double lag(KafkaRelay of) {
        var next = of.state().next();
        return next < 0 ? Double.NaN : Math.max(0, size() - next);
    }

    @Override
    public void outcome(Outcome outcome) {
        switch (outcome) {
            case Outcome.Recorded recorded -> count(recorded.replayed() ? "replayed" : "recorded", "");
            case Outcome.Previewed _ -> count("previewed", "");
            case Outcome.Refused(var refusal) ->
                count("refused", refusal.reason().code());
            case Outcome.VersionMoved _ -> count("refused", "version-moved");
            case Outcome.CommandIdReused _ -> count("refused", "command-id-reused");
        }
    }

    private void count(String outcome, String code) {
        meters.counter(COMMANDS, "outcome", outcome, "code", code).increment();
    }

    private static final class Appends implements AppendListener {

        private static final Duration[] LIMITS = {
            Duration.ofMillis(1),
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(100),
            Duration.ofSeconds(1)
        };

        private final Timer appends;
        private final Timer groups;
        private final DistributionSummary sizes;

        Appends(MeterRegistry meters) {
            this.appends = Timer.builder("treaty.ledger.append")
                    .description("From the call to the durable answer")
                    .serviceLevelObjectives(LIMITS)
                    .register(meters);
            this.groups = Timer.builder("treaty.ledger.append.commit")
                    .description("A group in the database")
                    .serviceLevelObjectives(LIMITS)
                    .register(meters);
            this.sizes = DistributionSummary.builder("treaty.ledger.append.batch")
                    .description("Requests that shared a commit")
                    .serviceLevelObjectives(1, 4, 16, 64, 256)
                    .register(meters);
        }

        @Override
        public void appended(long nanos) {
            appends.record(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void group(int requests, long nanos) {
            groups.record(nanos, TimeUnit.NANOSECONDS);
            sizes.record(requests);
        }
    }
}
