package org.treatyledger.api.log;

import static org.treatyledger.api.bench.Figures.print;
import static org.treatyledger.api.bench.Figures.spread;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.bench.Load;
import org.treatyledger.api.bench.Load.Rate;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;

/**
 * Durable appends a second and what the slowest hundredth of them took, ours against the limit of PostgreSQL and against
 * a peer, on one database, alternated in one run: {@code ./dev bench append}. It is no test: nothing here can fail but
 * the machine.
 */
@NullUnmarked
class AppendBench {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int ROUNDS = Integer.getInteger("ledger.bench.rounds", 5);
    private static final long NANOS = 1_000_000L * Integer.getInteger("ledger.bench.millis", 500);

    /** Until the compiler is through with all of them: it shares two cores with the database, and takes its time. */
    private static final long WARM_UP = 1_000_000L * Integer.getInteger("ledger.bench.warm.millis", 6_000);

    private static final int SAMPLE = 100_000;
    private static final int[] CALLERS = {1, 8, 64};
    private static final String OURS = "ledger";
    private static final String PLAIN = "plain inserts";
    private static final String BARE = "bare group commit";
    private static final String BLIND = "bare without evidence";
    private static final String AXON = "stock Axon JDBC";
    private static final String CONTENDED = "ledger, contended";

    private final AtomicLong cells = new AtomicLong();

    /** Appends one event to the stream, at the sequence. */
    @FunctionalInterface
    private interface Store {
        void append(String stream, long sequence) throws Exception;
    }

    @Test
    void appendsASecond() throws Exception {
        try (var database = roomy(DATABASE.fresh())) {
            compareAll(database);
        }
    }

    /** A connection for each caller, because those who commit one by one would otherwise wait for each other. */
    private static HikariDataSource roomy(DataSource database) {
        var settings = new HikariConfig();
        ((HikariDataSource) database).copyStateTo(settings);
        settings.setPoolName("bench");
        settings.setMaximumPoolSize(CALLERS[CALLERS.length - 1]);
        return new HikariDataSource(settings);
    }

    private void compareAll(DataSource database) throws Exception {
        refuseWhatIsNotDurable(new JdbcTemplate(database));
        var log = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
        var stores = new LinkedHashMap<String, Store>();
        var entry = anEntry();
        stores.put(PLAIN, plain(database, entry));
        stores.put(BARE, bare(database, "bare", entry, true));
        stores.put(BLIND, bare(database, "blind", entry, false));
        var axon = new StockAxon(database, entry);
        stores.put(AXON, axon::append);
        stores.put(OURS, (stream, sequence) -> inTurn(log, stream, sequence));
        for (var store : stores.values()) {
            for (var callers : new int[] {64, 1}) {
                Load.of(callers, WARM_UP, streams(store));
            }
        }
        print("entries of %d bytes; %d rounds of %d ms a cell; median (lowest to highest); ratios within a round"
                .formatted(entry.length, ROUNDS, NANOS / 1_000_000));
        for (var callers : CALLERS) {
            compare(callers + " callers, a stream each", callers, stores, false);
        }
        stores.remove(BLIND);
        stores.put(CONTENDED, (stream, _) -> untilRecorded(log, stream));
        for (var callers : CALLERS) {
            compare(callers + " callers, one stream", callers, stores, true);
        }
        evidence(database, log, entry);
    }

    private static void refuseWhatIsNotDurable(JdbcTemplate jdbc) {
        var settings = new LinkedHashMap<String, String>();
        for (var name : new String[] {"fsync", "synchronous_commit", "full_page_writes", "server_version"}) {
            settings.put(name, jdbc.queryForObject("show " + name, String.class));
        }
        print(settings.toString());
        if (settings.containsValue("off")) {
            throw new IllegalStateException("These figures would not be of durable appends");
        }
    }

    private void compare(String label, int callers, Map<String, Store> stores, boolean oneStream) throws Exception {
        var rates = new LinkedHashMap<String, Rate[]>();
        stores.keySet().forEach(name -> rates.put(name, new Rate[ROUNDS]));
        for (var round = 0; round < ROUNDS; round++) {
            for (var store : stores.entrySet()) {
                var work = oneStream ? oneStream(store.getValue()) : streams(store.getValue());
                rates.get(store.getKey())[round] = Load.of(callers, NANOS, work);
            }
        }
        print(label);
        rates.forEach((name, cells) -> print("  %-22s %s/s, p99 %s ms"
                .formatted(name, figures(cells, Rate::perSecond, "%.0f"), figures(cells, Rate::p99, "%.2f"))));
        for (var other : rates.keySet()) {
            if (!other.equals(OURS)) {
                print("  ledger to %-22s rate %s, p99 %s"
                        .formatted(
                                other,
                                ratio(rates.get(OURS), rates.get(other), Rate::perSecond),
                                ratio(rates.get(OURS), rates.get(other), Rate::p99)));
            }
        }
        if (rates.containsKey(BLIND)) {
            print("  bare with to without evidence    rate %s"
                    .formatted(ratio(rates.get(BARE), rates.get(BLIND), Rate::perSecond)));
        }
    }

    private static String figures(Rate[] cells, ToDoubleFunction<Rate> figure, String format) {
        return spread(Arrays.stream(cells).mapToDouble(figure).toArray(), format);
    }

    private static String ratio(Rate[] ones, Rate[] others, ToDoubleFunction<Rate> figure) {
        var ratios = new double[ones.length];
        for (var i = 0; i < ones.length; i++) {
            ratios[i] = figure.applyAsDouble(ones[i]) / figure.applyAsDouble(others[i]);
        }
        return spread(ratios, "%.2f");
    }

    private Load.Work streams(Store store) {
        var cell = "bench/" + cells.getAndIncrement() + "/";
        return (caller, number) -> store.append(cell + caller, number);
    }

    /** Callers draw numbers and append at the sequence drawn, so that most of a group are in the order of their turns. */
    private Load.Work oneStream(Store store) {
        var stream = "bench/" + cells.getAndIncrement();
        var turn = new AtomicLong();
        return (caller, number) -> store.append(stream, turn.getAndIncrement());
    }

    /** One that comes before its turn is refused, and comes again. */
    private static void inTurn(PostgresEventLog log, String stream, long sequence) {
        var request = SampleAppends.append(stream, sequence, stream + "/" + sequence);
        for (var appended = log.append(request); !(appended instanceof Appended.Recorded); ) {
            if (!(appended instanceof Appended.StreamMoved(long next)) || next > sequence) {
                throw new IllegalStateException("Not recorded: " + appended);
            }
            appended = log.append(request);
        }
    }

    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong fresh = new AtomicLong();

    /** Nobody waits for a turn: each appends at the sequence seen last, and whoever is late takes the fresh one. */
    private void untilRecorded(PostgresEventLog log, String stream) {
        var command = stream + "/contended/" + commands.getAndIncrement();
        var sequence = fresh.get();
        while (true) {
            switch (log.append(SampleAppends.append(stream, sequence, command))) {
                case Appended.StreamMoved(long next) -> sequence = next;
                case Appended.Recorded recorded -> {
                    fresh.set(recorded.nextSequence());
                    return;
                }
                case Appended.AlreadyRecorded already -> throw new IllegalStateException(already.toString());
            }
        }
    }

    private static Store plain(DataSource database, byte[] entry) {
        new JdbcTemplate(database)
                .execute("create table plain (id bigserial primary key, stream text not null, entry bytea not null)");
        return (stream, sequence) -> {
            try (var connection = database.getConnection();
                    var insert = connection.prepareStatement("insert into plain (stream, entry) values (?, ?)")) {
                insert.setString(1, stream);
                insert.setBytes(2, entry);
                insert.executeUpdate();
            }
        };
    }

    private static Store bare(DataSource database, String schema, byte[] entry, boolean evidence) {
        var bare = new BareLog(database, schema, entry, evidence);
        return (stream, sequence) -> bare.append(stream, sequence, stream + "/" + sequence);
    }

    private static byte[] anEntry() {
        var append = SampleAppends.append("bench/00/00", 100, "bench/00/00/100");
        return new EntryCodec()
                .encode(new LedgerEntry(
                        100_000,
                        append.stream(),
                        append.expectedSequence(),
                        append.commandId(),
                        append.actor(),
                        Instant.EPOCH,
                        append.events().getFirst()));
    }

    /**
     * What the evidence costs of the processor time of an append: here the leaf, the frontier and the root, in PostgreSQL
     * the leaf's hash once more.
     */
    private void evidence(DataSource database, PostgresEventLog log, byte[] entry) throws Exception {
        var jdbc = new JdbcTemplate(database);
        jdbc.execute("create table sample as select entry from ledger.entry order by position desc limit " + SAMPLE);
        var here = new double[ROUNDS];
        var there = new double[ROUNDS];
        var all = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            here[round] = hashing(entry);
            there[round] = micros(jdbc, "select max(sha256('\\x00'::bytea || entry)) from sample")
                    - micros(jdbc, "select max(entry) from sample");
            all[round] = processorTime(log);
        }
        var price = new double[ROUNDS];
        Arrays.setAll(price, round -> 100 * (here[round] + there[round]) / all[round]);
        print(
                "microseconds of processor time an append of 64 callers: %s; of it for evidence: here %s, in PostgreSQL %s"
                        .formatted(spread(all, "%.1f"), spread(here, "%.2f"), spread(there, "%.2f")));
        print("price of evidence: %s per cent".formatted(spread(price, "%.1f")));
    }

    private static double hashing(byte[] entry) {
        var frontier = Frontier.EMPTY;
        var start = System.nanoTime();
        for (var i = 0; i < SAMPLE; i++) {
            frontier = frontier.with(Hash.ofLeaf(entry));
        }
        return (System.nanoTime() - start) / 1e3 / SAMPLE;
    }

    private static double micros(JdbcTemplate jdbc, String query) {
        var start = System.nanoTime();
        jdbc.queryForList(query);
        return (System.nanoTime() - start) / 1e3 / SAMPLE;
    }

    private double processorTime(PostgresEventLog log) throws Exception {
        var before = processorNanos();
        var appended = new AtomicLong();
        var work = streams((stream, sequence) -> {
            inTurn(log, stream, sequence);
            appended.incrementAndGet();
        });
        Load.of(CALLERS[CALLERS.length - 1], 4 * NANOS, work);
        return (processorNanos() - before) / 1e3 / appended.get();
    }

    /** Of this process and of every PostgreSQL, which should be one. */
    private static long processorNanos() {
        return ProcessHandle.allProcesses()
                .filter(it -> it.equals(ProcessHandle.current())
                        || it.info().command().orElse("").endsWith("/postgres"))
                .flatMap(it -> it.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
