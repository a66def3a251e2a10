package org.treatyledger.api.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.treatyledger.api.ChildJvm;
import org.treatyledger.api.FreePort;
import org.treatyledger.api.embedded.EmbeddedPostgres;
import org.treatyledger.api.embedded.PreparedPostgres;
import org.treatyledger.api.relay.Broker;
import org.treatyledger.api.standalone.StandaloneSettings;
import org.treatyledger.projections.standalone.ProjectionsApplication;

/**
 * All that runs at a depositary's, each in processes of its own: a database, a broker, two nodes of the ledger that share
 * both, and standalone projections with a database of their own.
 */
final class Site implements AutoCloseable {

    /**
     * Something that can be killed or frozen.
     *
     * @param hasGivenUp whether it has ended by itself, and nothing here starts it again
     * @param restart what its supervisor does then
     */
    record Part(String name, LongSupplier pid, BooleanSupplier hasGivenUp, Runnable kill, Runnable restart) {}

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final EmbeddedPostgres database;
    private final EmbeddedPostgres rows;
    private final Broker broker = new Broker();
    private final List<LedgerProcess> nodes = new ArrayList<>();
    private final int projectionsPort = FreePort.any();
    private final ChildJvm projections;

    Site(Path home) throws IOException, InterruptedException {
        database = EmbeddedPostgres.start(PreparedPostgres.in(home.resolve("database")));
        database.keepRunning();
        rows = EmbeddedPostgres.start(PreparedPostgres.in(home.resolve("rows")));
        rows.keepRunning();
        var shared = Files.createDirectories(home.resolve("shared"));
        for (var i = 0; i < 2; i++) {
            nodes.add(new LedgerProcess(
                    shared,
                    Map.of(
                            "LEDGER_DATABASE_URL", database.jdbcUrl(),
                            "LEDGER_DATABASE_USER", database.user(),
                            "LEDGER_DATABASE_PASSWORD", database.password(),
                            "LEDGER_KAFKA_BOOTSTRAP", broker.bootstrap())));
            awaitReady(nodes.getLast());
        }
        var arguments = new ArrayList<>(StandaloneSettings.of(
                rows, projectionsPort, nodes.getFirst().uri("/log").toString()));
        arguments.add("--ledger.kafka.bootstrap=" + broker.bootstrap());
        projections = new ChildJvm(
                ProjectionsApplication.class, List.of(), arguments, Map.of(), home.resolve("projections.log"));
    }

    private void awaitReady(LedgerProcess node) throws IOException {
        try {
            node.awaitReady();
        } catch (AssertionError e) {
            closeAllButThem();
            throw e;
        }
    }

    /** The nodes of the ledger. */
    List<LedgerProcess> nodes() {
        return nodes;
    }

    /** Where the topic is. */
    String bootstrap() {
        return broker.bootstrap();
    }

    /** All that can be killed. */
    List<Part> parts() {
        return List.of(
                part("node 1", nodes.getFirst().process()),
                part("node 2", nodes.getLast().process()),
                new Part("PostgreSQL", database::pid, () -> false, database::crash, () -> {}),
                new Part("Kafka", () -> broker.process().pid(), () -> false, broker::kill, broker::restart),
                part("projections", projections),
                new Part("their PostgreSQL", rows::pid, () -> false, rows::crash, () -> {}));
    }

    private static Part part(String name, ChildJvm process) {
        return new Part(name, process::pid, () -> !process.isAlive(), process::kill, process::restart);
    }

    /** Starts again what has given up by itself, as the supervisor of each of them does; returns how many those were. */
    int superviseIdle(List<String> busy) {
        var dead = parts().stream()
                .filter(part -> !busy.contains(part.name()) && part.hasGivenUp().getAsBoolean())
                .toList();
        dead.forEach(part -> part.restart().run());
        return dead.size();
    }

    /** What the projections answer; empty where they do not. */
    String askProjections(String path) {
        return ask(URI.create("http://127.0.0.1:" + projectionsPort + path));
    }

    /** What an address answers; empty where nobody does. */
    static String ask(URI uri) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        projections.kill();
        closeAllButThem();
    }

    private void closeAllButThem() throws IOException {
        nodes.forEach(node -> node.process().kill());
        broker.close();
        rows.close();
        database.close();
    }
}
