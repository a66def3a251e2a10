package org.treatyledger.api.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.ImplementationEvent.StepRecorded;
import org.treatyledger.core.implementation.LegislativeStep;
import org.treatyledger.core.implementation.Stage;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.LegalDate;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.reference.ReferenceData;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/** The projection of a treaty's stream and of its implementation's streams side by side, on a real PostgreSQL. */
class ImplementationRegisterTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final TreatyId TREATY = new TreatyId("treaty-of-one");
    private static final ParticipantId KIRIBATI = new ParticipantId("KIR");
    private static final ParticipantId VANUATU = new ParticipantId("VUT");

    private DataSource database;

    @BeforeEach
    void anEmptyDatabase() {
        database = DATABASE.fresh();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(database)
                .schemas("readmodel")
                .locations("classpath:db/readmodel")
                .target(target.isEmpty() ? MigrationVersion.LATEST : MigrationVersion.fromVersion(target))
                .load()
                .migrate();
    }

    private Register register() {
        return new Register(
                new RegisterRows(new JdbcTemplate(database), new EntryCodec()),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                ReferenceData.participants());
    }

    private static LedgerEntry entry(int position, String stream, int sequence, LedgerEvent event) {
        return new LedgerEntry(
                position,
                stream,
                sequence,
                "command-" + position,
                new Actor("amina", "depositary"),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(position),
                event);
    }

    private static LedgerEntry step(int position, ParticipantId who, int sequence, String law) {
        var step = new LegislativeStep(
                Stage.ADOPTED,
                law,
                LegalDate.parse("2020-05").orElseThrow(),
                List.of(Area.VICTIMS),
                "a source",
                "an assessor",
                null,
                null);
        return entry(
                position,
                Streams.ofImplementation(TREATY, who),
                sequence,
                new StepRecorded(who, step, LocalDate.of(2021, 1, 1)));
    }

    private static List<LedgerEntry> history() {
        var rules = RunningLedger.rules(TREATY.value()).replace("\"count\": 60", "\"count\": 1");
        return List.of(
                entry(
                        0,
                        Streams.ofTreaty(TREATY),
                        0,
                        new TreatyRegistered(RulesJson.read(JsonText.read(rules.getBytes(StandardCharsets.UTF_8))))),
                step(1, KIRIBATI, 0, "a law"),
                step(2, VANUATU, 0, "a law"),
                entry(
                        3,
                        Streams.ofTreaty(TREATY),
                        1,
                        new InstrumentDeposited(
                                KIRIBATI,
                                ConsentMeans.ACCESSION,
                                Communication.receivedOn(LocalDate.parse("2012-04-02")))),
                step(4, KIRIBATI, 1, "another law"));
    }

    private static List<Integer> steps(Register register) {
        return register.implementation(TREATY).values().stream()
                .map(state -> state.steps(AsOf.NOW).size())
                .toList();
    }

    private static int version(Register register) {
        return register.read(TREATY, AsOf.NOW).orElseThrow().version();
    }

    @Test
    void givenStreamsOfBothKinds_whenTheyAreAppliedInPiecesAndTwice_thenEachCountsOnceWhereItBelongs() {
        migrate("");
        var register = register();
        register.apply(history().subList(0, 2));
        assertThat(steps(register)).containsExactly(1);

        register.apply(history().subList(1, 4));
        register.apply(history());

        assertThat(register.implementation(TREATY).keySet()).containsExactly(KIRIBATI, VANUATU);
        assertThat(steps(register)).containsExactly(2, 1);
        assertThat(version(register)).as("the treaty's own events").isEqualTo(2);
    }

    @Test
    void givenARestart_orRowsOfAnotherVersion_whenTheRegisterIsOpenedAgain_thenItAnswersTheSame() {
        migrate("");
        register().apply(history());
        assertThat(steps(register())).containsExactly(2, 1);

        new JdbcTemplate(database).update("update readmodel.checkpoint set version = 0");
        var rebuilt = register();

        assertThat(rebuilt.size()).isZero();
        assertThat(steps(rebuilt)).isEmpty();
        rebuilt.apply(history());
        assertThat(steps(rebuilt)).containsExactly(2, 1);
        assertThat(version(rebuilt)).isEqualTo(2);
    }

    @Test
    void givenEntriesThatAnotherProcessApplied_whenTheNextComes_thenTheMissedOnesCountToo() {
        migrate("");
        var register = register();
        register.apply(history().subList(0, 2));
        assertThat(steps(register)).containsExactly(1);

        register().apply(history().subList(2, 4));
        register.apply(history().subList(4, 5));

        assertThat(steps(register)).containsExactly(2, 1);
    }

    @Test
    void givenRowsFromBeforeThereWasImplementation_whenTheTablesAreMigrated_thenTheyBelongToTheTreatysStream() {
        migrate("1");
        var registered = history().getFirst();
        new JdbcTemplate(database).update("""
                        insert into readmodel.act (position, treaty, sequence, type, recorded_at, entry)
                        values (0, ?, 0, 'treaty-registered', now(), ?)
                        """, TREATY.value(), new EntryCodec().encode(registered));
        new JdbcTemplate(database)
                .update("insert into readmodel.checkpoint values ('register', 1, 1, ?)", leaf(registered));

        migrate("");
        var register = register();
        register.apply(history());

        assertThat(register.size()).isEqualTo(5);
        assertThat(version(register)).isEqualTo(2);
        assertThat(steps(register)).containsExactly(2, 1);
    }

    private static byte[] leaf(LedgerEntry entry) {
        return Frontier.EMPTY.with(Hash.ofLeaf(new EntryCodec().encode(entry))).bytes();
    }
}
