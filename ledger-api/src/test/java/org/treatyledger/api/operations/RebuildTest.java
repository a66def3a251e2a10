package org.treatyledger.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.Waiting;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.reference.ReferenceData;
import org.treatyledger.projections.register.Rebuild;
import org.treatyledger.projections.register.RebuildState;
import org.treatyledger.projections.register.RebuildState.Phase;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/** A register is built anew beside the one that is read: the same rows, once, whatever comes between. */
class RebuildTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final TreatyId TREATY = new TreatyId("rebuilt");
    private static final int ACTS = 3_500;
    private static final int BATCH = 1_000;
    private static final int MOST = 64;
    private static final EntryCodec CODEC = new EntryCodec();

    private DataSource database;
    private JdbcTemplate jdbc;
    private TransactionTemplate transaction;
    private PostgresEventLog log;
    private Register register;

    @BeforeEach
    void aLogAndItsRegister() {
        database = DATABASE.freshWithRegister();
        jdbc = new JdbcTemplate(database);
        transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        log = new PostgresEventLog(database, Clock.systemUTC(), CODEC);
        var rules = RunningLedger.rules(TREATY.value());
        append(
                0,
                List.of(new TreatyRegistered(
                        RulesJson.read(JsonText.read(rules.getBytes(java.nio.charset.StandardCharsets.UTF_8))))));
        announce(1, ACTS - 1);
        register = register();
        apply(0);
    }

    private void announce(int from, int acts) {
        for (var next = from; next < from + acts; next += MOST) {
            var events = new ArrayList<LedgerEvent>();
            for (var i = next; i < Math.min(next + MOST, from + acts); i++) {
                events.add(new AnnouncementNoted(
                        new ParticipantId("KEN"), "announced " + i, Communication.receivedOn(LocalDate.EPOCH)));
            }
            append(next, events);
        }
    }

    private void append(long sequence, List<? extends LedgerEvent> events) {
        var appended = log.append(new Append(
                "treaty/" + TREATY, sequence, "c-" + sequence, new Actor("a", "b"), "2a", "", List.copyOf(events)));
        assertThat(appended).isInstanceOf(Appended.Recorded.class);
    }

    private Register register() {
        return new Register(new RegisterRows(jdbc, CODEC), transaction, ReferenceData.participants());
    }

    private void apply(long from) {
        for (var page = log.read(from, BATCH);
                !page.isEmpty();
                page = log.read(page.getLast().position() + 1, BATCH)) {
            register.apply(page);
        }
    }

    private Rebuild rebuild(EventLog source) {
        return new Rebuild(
                source, register, database, CODEC, transaction, Clock.systemUTC(), LogUnavailable.class::isInstance);
    }

    private List<String> rows() {
        var rows = new ArrayList<String>();
        for (var table : List.of("act", "treaty")) {
            rows.addAll(jdbc.queryForList(
                    "select row(it.*)::text from readmodel." + table + " as it order by position", String.class));
        }
        rows.add(jdbc.queryForObject("select row(size, frontier)::text from readmodel.checkpoint", String.class));
        return rows;
    }

    /** Names and kinds of everything that the migrations make, so that the next of them finds what it looks for. */
    private List<String> structure() {
        return jdbc.queryForList("""
                select relkind::text || ' ' || relname || ' ' || coalesce(pg_get_indexdef(oid), '')
                  from pg_class where relnamespace = 'readmodel'::regnamespace and relname <> 'schema_history'
                union all
                select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
                  from pg_constraint where connamespace = 'readmodel'::regnamespace
                 order by 1""", String.class);
    }

    private boolean isNextThere() {
        return Boolean.TRUE.equals(
                jdbc.queryForObject("select to_regnamespace('readmodel_next') is not null", Boolean.class));
    }

    private static RebuildState ended(Rebuild rebuild) {
        Waiting.until(() -> rebuild.state().filter(it -> !it.isRunning()).isPresent());
        return rebuild.state().orElseThrow();
    }

    @Test
    void givenARegister_whenItIsBuiltAnew_thenItsRowsAreByteForByteThoseThatWereThere() {
        var rows = rows();
        var structure = structure();
        var rebuild = rebuild(log);

        rebuild.begin();

        var state = ended(rebuild);
        assertThat(state.phase()).as(state.toString()).isEqualTo(Phase.DONE);
        assertThat(state.differences()).isZero();
        assertThat(state.size()).isEqualTo(ACTS);
        assertThat(state.percent()).isEqualTo(100);
        assertThat(rows()).hasSize(ACTS + 2).isEqualTo(rows);
        assertThat(structure()).isEqualTo(structure);
        assertThat(register.generation()).isEqualTo(2);
        assertThat(isNextThere()).isFalse();
    }

    @Test
    void givenDamagedRows_whenTheRegisterIsBuiltAnew_thenTheyAreCountedAndMended() {
        var rows = rows();
        jdbc.update("update readmodel.act set type = 'another' where position = 7");
        jdbc.update("delete from readmodel.act where position between 100 and 109");
        register = register();
        assertThat(version()).as("the damage is seen").isEqualTo(ACTS - 10);
        var rebuild = rebuild(log);

        rebuild.begin();

        assertThat(ended(rebuild).differences()).isEqualTo(11);
        assertThat(rows()).isEqualTo(rows);
        assertThat(version())
                .as("what was read of the damaged rows is forgotten")
                .isEqualTo(ACTS);
    }

    private int version() {
        return register.read(TREATY, AsOf.NOW).orElseThrow().version();
    }

    @Test
    void givenActsThatAreRecordedMeanwhile_whenTheRegisterIsBuiltAnew_thenItHasThemToo() {
        var late = new WatchedLog(log, read -> {
            if (read == 4) {
                announce(ACTS, 700);
                apply(ACTS);
            }
        });
        var rebuild = rebuild(late);

        rebuild.begin();

        assertThat(ended(rebuild).size()).isEqualTo(ACTS + 700);
        assertThat(register.size()).isEqualTo(ACTS + 700);
        assertThat(version()).isEqualTo(ACTS + 700);
        announce(ACTS + 700, 1);
        apply(ACTS + 700);
        assertThat(rows()).as("and goes on from there").hasSize(ACTS + 701 + 2);
    }

    @Test
    void givenARebuildThatWasInterrupted_whenTheNextProcessStarts_thenItGoesOnFromWhereItStood() {
        var rows = rows();
        var interrupted = new Rebuild[1];
        var first = new WatchedLog(log, read -> {
            if (read == 2) {
                Thread.ofVirtual().start(interrupted[0]::stop);
                LockSupport.parkNanos(200_000_000);
            }
        });
        interrupted[0] = rebuild(first);
        interrupted[0].begin();
        Waiting.until(() -> first.reads().size() == 2);
        LockSupport.parkNanos(500_000_000);
        assertThat(isNextThere()).as("what was built is there").isTrue();

        var second = new WatchedLog(log, read -> {});
        var rebuild = rebuild(second);
        rebuild.start();

        assertThat(ended(rebuild).phase()).isEqualTo(Phase.DONE);
        assertThat(first.reads()).containsExactly(0L, 1_000L);
        assertThat(second.reads()).as("nothing is read twice").containsExactly(2_000L, 3_000L);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void givenARebuildThatAnotherReleaseLeftBehind_whenTheNextProcessStarts_thenItsTablesAreMadeAnew() {
        transaction.executeWithoutResult(status -> jdbc.execute("create schema readmodel_next"));
        jdbc.execute("create table readmodel_next.checkpoint (version int)");
        jdbc.execute("comment on schema readmodel_next is 'other migrations'");
        var structure = structure();
        var rebuild = rebuild(log);

        rebuild.start();

        assertThat(ended(rebuild).phase()).isEqualTo(Phase.DONE);
        assertThat(structure()).isEqualTo(structure);
    }

    @Test
    void givenARebuildThatIsHeldUp_whenAnotherProcessCallsItOff_thenItIsSaidHereToo() {
        var away = new AtomicBoolean(true);
        var rebuild = rebuild(new WatchedLog(log, read -> {
            if (away.get()) {
                throw new DataAccessResourceFailureException("The database does not answer");
            }
        }));
        rebuild.begin();
        Waiting.until(() -> rebuild.state().orElseThrow().failure() != null);
        jdbc.execute("drop schema readmodel_next cascade");
        away.set(false);

        assertThat(ended(rebuild).phase()).isEqualTo(Phase.CANCELLED);
        assertThat(ended(rebuild).failure()).contains("Another process");
    }

    @Test
    void givenARebuildThatIsHeldUp_whenItIsCalledOff_thenItIsGone() {
        var rebuild = rebuild(new WatchedLog(log, read -> {
            throw new DataAccessResourceFailureException("The database does not answer");
        }));
        rebuild.begin();
        Waiting.until(() -> rebuild.state().orElseThrow().failure() != null);

        assertThat(rebuild.cancel().orElseThrow().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(isNextThere()).isFalse();
    }

    @Test
    void givenNoRebuildThatWasInterrupted_whenAProcessStarts_thenNoneBegins() {
        var rebuild = rebuild(log);

        rebuild.start();

        assertThat(rebuild.state()).isEmpty();
        assertThat(rebuild.isRunning()).isTrue();
    }

    @Test
    void givenARebuildUnderWay_whenItIsCalledOff_thenWhatItBuiltIsGoneAndTheRegisterIsAsItWas() {
        var rows = rows();
        var slow = new WatchedLog(log, read -> LockSupport.parkNanos(300_000_000));
        var rebuild = rebuild(slow);
        rebuild.begin();
        Waiting.until(() -> !slow.reads().isEmpty());
        assertThat(rebuild.begin().generation())
                .as("one that is under way goes on")
                .isEqualTo(2);

        var cancelled = rebuild.cancel().orElseThrow();

        assertThat(cancelled.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(isNextThere()).isFalse();
        assertThat(rows()).isEqualTo(rows);
        assertThat(register.generation()).isEqualTo(1);
        assertThat(rebuild.cancel()).as("there is none any more").isEmpty();
    }

    @Test
    void givenALogThatIsNotWhatItsHeadSays_whenTheRegisterIsBuiltAnew_thenItDoesNotTakeThePlaceOfTheOther() {
        var rows = rows();
        var rebuild = rebuild(new WatchedLog(log, read -> {}, WatchedLog::edited));

        rebuild.begin();

        var state = ended(rebuild);
        assertThat(state.phase()).isEqualTo(Phase.FAILED);
        assertThat(state.failure()).contains("root");
        assertThat(rows()).isEqualTo(rows);
        assertThat(isNextThere()).isFalse();
    }

    @Test
    void givenALogThatCannotBeRead_whenTheRegisterIsBuiltAnew_thenItFailsAndIsNotTriedForEver() {
        var rebuild = rebuild(new WatchedLog(log, read -> {
            throw new IllegalStateException("The entry at position 0 says it is another");
        }));

        rebuild.begin();

        assertThat(ended(rebuild).phase()).isEqualTo(Phase.FAILED);
        assertThat(rebuild.state().orElseThrow().failure()).contains("position 0");
        assertThat(isNextThere()).isFalse();
    }

    @Test
    void givenADatabaseThatIsAwayForAMoment_whenTheRegisterIsBuiltAnew_thenItGoesOnWithoutAHand() {
        var away = new WatchedLog(log, read -> {
            if (read == 2) {
                throw new DataAccessResourceFailureException("The database does not answer");
            }
        });
        var rebuild = rebuild(away);

        rebuild.begin();

        Waiting.until(() -> rebuild.state().orElseThrow().failure() != null);
        assertThat(rebuild.state().orElseThrow().isRunning()).isTrue();
        assertThat(ended(rebuild).phase()).isEqualTo(Phase.DONE);
        assertThat(away.reads()).containsExactly(0L, 1_000L, 1_000L, 2_000L, 3_000L);
    }

    @Test
    void givenSomebodyWhoReadsForLong_whenTheRegisterIsBuiltAnew_thenItWaitsAndNobodyWaitsForIt() throws SQLException {
        var rebuild = rebuild(log);
        try (var backup = database.getConnection();
                var reading = backup.createStatement()) {
            backup.setAutoCommit(false);
            reading.execute("lock table readmodel.act in access share mode"); // as a backup does
            rebuild.begin();
            Waiting.until(() -> rebuild.state().orElseThrow().failure() != null);
            assertThat(rebuild.state().orElseThrow().failure()).contains("lock timeout");
            assertThat(version()).isEqualTo(ACTS);
            assertThat(register.generation()).isEqualTo(1);
            backup.rollback();
        }

        assertThat(ended(rebuild).phase()).isEqualTo(Phase.DONE);
        assertThat(register.generation()).isEqualTo(2);
    }

    @Test
    void givenAnotherProcessOnTheSameRows_whenItHasRebuiltThem_thenThisOneReadsTheNewRows() {
        jdbc.update("delete from readmodel.act where position = 5");
        register = register();
        var other = register();
        assertThat(other.read(TREATY, AsOf.NOW).orElseThrow().version()).isEqualTo(ACTS - 1);
        var rebuild = rebuild(log);

        rebuild.begin();
        ended(rebuild);
        announce(ACTS, 1);
        other.apply(log.read(ACTS, 1));

        assertThat(other.read(TREATY, AsOf.NOW).orElseThrow().version()).isEqualTo(ACTS + 1);
    }
}
