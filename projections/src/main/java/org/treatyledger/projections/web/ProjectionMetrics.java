package org.treatyledger.projections.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;

/** Every meter of the projections, in one file: their names are a contract with dashboards (docs/operations.md). */
@Component
final class ProjectionMetrics implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionMetrics.class);
    private static final Duration REFRESH = Duration.ofSeconds(10);

    private final Register register;
    private final Clock clock;
    private final MultiGauge parties;
    private volatile boolean running;
    private @Nullable Thread refreshing;

    ProjectionMetrics(MeterRegistry meters, Register register, StreamController stream, Clock clock) {
        this.register = register;
        this.clock = clock;
        this.parties = MultiGauge.builder("treaty.ledger.parties")
                .description("Parties to each treaty today, in its depositary's calendar")
                .register(meters);
        meters.gauge("treaty.ledger.projection.size", register, Register::size);
        meters.gauge("treaty.ledger.sse.clients", stream, StreamController::clients);
        meters.gauge("treaty.ledger.sse.limit", stream, StreamController::most);
        FunctionCounter.builder("treaty.ledger.sse.refused", stream, StreamController::refused)
                .description("Clients that were turned away because as many as can be served listened already")
                .register(meters);
        ended(meters, stream, "slow", StreamController::slow);
        ended(meters, stream, "gone", StreamController::gone);
        ended(meters, stream, "failed", StreamController::failed);
    }

    private static void ended(
            MeterRegistry meters, StreamController stream, String reason, ToDoubleFunction<StreamController> count) {
        FunctionCounter.builder("treaty.ledger.sse.ended", stream, count)
                .tag("reason", reason)
                .description(
                        "Clients of the stream that did not read and were dropped, that went away, or that met an error")
                .register(meters);
    }

    private void refresh() {
        try {
            parties.register(register.treaties().stream().map(this::row).toList(), true);
        } catch (RuntimeException e) {
            LOG.debug("The parties could not be counted: {}", e.toString());
        }
    }

    private Row<?> row(TreatyId treaty) {
        return Row.of(Tags.of("treaty", treaty.value()), () -> count(treaty));
    }

    private int count(TreatyId treaty) {
        return register.read(treaty, AsOf.NOW)
                .map(reading ->
                        reading.status().count(Basis.IN_FORCE, new Clocks(null, null, null).day(reading, clock)))
                .orElse(0);
    }

    private void refreshForEver() {
        try {
            while (running) {
                refresh();
                Thread.sleep(REFRESH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        refreshing = Thread.ofVirtual().name("projection-metrics").start(this::refreshForEver);
    }

    @Override
    public void stop() {
        running = false;
        if (refreshing != null) {
            refreshing.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
