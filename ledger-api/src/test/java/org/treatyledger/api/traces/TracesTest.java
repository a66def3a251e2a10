package org.treatyledger.api.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.log.PostgresEventLog;

/** A trace leads from the request over the log and the register to the stream; seen where a collector would see it. */
class TracesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final List<Span> COLLECTED = new CopyOnWriteArrayList<>();
    private static HttpServer collector;
    private static RunningLedger ledger;

    @BeforeAll
    static void aLedgerAndACollector() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", TracesTest::collect);
        collector.start();
        ledger = RunningLedger.start(
                "none",
                "--ledger.traces.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort(),
                "--management.opentelemetry.tracing.export.schedule-delay=50ms");
        ledger.register("traced");
    }

    @AfterAll
    static void close() {
        ledger.close();
        collector.stop(0);
    }

    private static void collect(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody();
            var zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body)
                    .getResourceSpansList()
                    .forEach(resource ->
                            resource.getScopeSpansList().forEach(scope -> COLLECTED.addAll(scope.getSpansList())));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Span span(String trace, String name) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (var span : COLLECTED) {
                if (hex(span.getTraceId().toByteArray()).equals(trace)
                        && span.getName().startsWith(name)) {
                    return span;
                }
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError(
                "No " + name + " among " + COLLECTED.stream().map(Span::getName).toList());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void givenACollector_whenAnActIsRecorded_thenOneTraceLeadsFromTheRequestToTheStream() {
        var secret = "a text that is nobody else's business";
        var answer = ledger.post(
                "/api/v1/treaties/traced/actions",
                """
                {"action": "announce", "participant": "KEN", "date": "2020-01-05", "text": "%s"}""".formatted(secret),
                "traceparent",
                "00-" + TRACE + "-b7ad6b7169203331-01");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);

        var request = span(TRACE, "http post");
        var command = span(TRACE, "command");
        assertThat(hex(request.getParentSpanId().toByteArray())).isEqualTo("b7ad6b7169203331");
        assertThat(span(TRACE, "append").getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(span(TRACE, "project").getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(span(TRACE, "stream").getParentSpanId()).isEqualTo(command.getSpanId());
        assertThat(span(TRACE, "stream").getStartTimeUnixNano())
                .as("it is told after its recording began")
                .isGreaterThan(span(TRACE, "append").getStartTimeUnixNano());
        assertThat(COLLECTED.toString())
                .as("neither what was recorded nor who recorded it")
                .doesNotContain(secret)
                .doesNotContain(RunningLedger.DEPOSITARY)
                .doesNotContain("127.0.0.1");
    }

    @Test
    void givenAProjectionThatIsQuickerThanTheAnswer_whenAnActIsRecorded_thenItsStepsAreInTheTrace() {
        var slow = new AtomicBoolean(true);
        var trace = TRACE.replace('0', '1');
        ledger.bean("eventLog", PostgresEventLog.class).onAppended(() -> {
            if (slow.getAndSet(false)) {
                span(trace, "project"); // those who were told before go on meanwhile
            }
        });

        var answer = ledger.post(
                "/api/v1/treaties/traced/actions", """
                {"action": "announce", "participant": "KEN", "date": "2020-01-06", "text": "quick"}""", "traceparent", "00-" + trace + "-b7ad6b7169203331-01");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(slow).isFalse();
        assertThat(span(trace, "project").getEndTimeUnixNano())
                .isLessThan(span(trace, "append").getEndTimeUnixNano());
        assertThat(span(trace, "stream").getParentSpanId())
                .isEqualTo(span(trace, "command").getSpanId());
    }

    @Test
    void givenTraces_whenTheMetersAreRead_thenNoStepIsAMeter() {
        var meters = ledger.get("/actuator/prometheus", "Authorization", RunningLedger.basic("operator", "operator"));

        assertThat(meters.status()).isEqualTo(200);
        assertThat(meters.body()).contains("treaty_ledger_append").doesNotContain("treaty_ledger_trace");
    }
}
