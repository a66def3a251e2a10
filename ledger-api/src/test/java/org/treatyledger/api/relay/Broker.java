package org.treatyledger.api.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.ChildJvm;
import org.treatyledger.api.FreePort;

/** A Kafka broker in a process of its own, in KRaft mode, that can be killed and started again on what it kept. */
public final class Broker implements AutoCloseable {

    private static final String CLUSTER = "fgZ2of4IRKy8sOiwD_8s8w";
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path home;
    private final int port;
    private final ChildJvm process;

    /** One with as little as it needs. */
    public Broker() {
        this(FreePort.any(), FreePort.any());
    }

    private Broker(int port, int controllerPort) {
        this(port, least(port, controllerPort));
    }

    /**
     * One with settings of its own, except for where it keeps its data.
     *
     * @param port that clients find it at, as the settings say
     */
    public Broker(int port, Map<String, String> settings) {
        this.port = port;
        try {
            this.home = Files.createTempDirectory("kafka-test-");
            var all = new Properties();
            all.putAll(settings);
            all.put("log.dirs", home.resolve("data").toString());
            var file = home.resolve("broker.properties");
            try (var out = Files.newBufferedWriter(file)) {
                all.store(out, null);
            }
            this.process = new ChildJvm(
                    Broker.class,
                    List.of("-Dlogback.configurationFile=" + logging()),
                    List.of(file.toString()),
                    Map.of(),
                    home.resolve("broker.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    private static Map<String, String> least(int port, int controllerPort) {
        var settings = new HashMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "auto.create.topics.enable", "false"));
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0"));
        return settings;
    }

    /** The process. */
    public ChildJvm process() {
        return process;
    }

    /** Where clients find it. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    private Path logging() throws IOException {
        return Files.writeString(home.resolve("logback.xml"), """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger{0} - %m%n</pattern></encoder>
                  </appender>
                  <root level="WARN"><appender-ref ref="OUT"/></root>
                </configuration>
                """);
    }

    private void awaitReady() {
        var deadline = Instant.now().plus(PATIENCE);
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap(), "request.timeout.ms", 2_000))) {
            while (true) {
                try {
                    admin.listTopics().names().get(2, TimeUnit.SECONDS);
                    return;
                } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
                    if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                        throw new IllegalStateException("The broker did not start:\n" + said(), e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String said() {
        try {
            return Files.readString(home.resolve("broker.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** As a power cut does it to a process: nothing is flushed, nobody is told. */
    public void kill() {
        process.kill();
    }

    /** Starts again on what was kept, and waits until it answers. */
    public void restart() {
        process.restart();
        awaitReady();
    }

    @Override
    public void close() throws IOException {
        kill();
        FileSystemUtils.deleteRecursively(home);
    }

    /** The broker itself, with the settings of a file. */
    public static void main(String[] arguments) throws Exception {
        var settings = new Properties();
        try (var in = Files.newBufferedReader(Path.of(arguments[0]))) {
            settings.load(in);
        }
        var config = new KafkaConfig(settings);
        var data = settings.getProperty("log.dirs");
        new Formatter()
                .setClusterId(CLUSTER)
                .setNodeId(config.nodeId())
                .setControllerListenerName(settings.getProperty("controller.listener.names"))
                .setMetadataLogDirectory(data)
                .addDirectory(data)
                .setIgnoreFormatted(true)
                .run();
        var server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        server.awaitShutdown();
    }
}
