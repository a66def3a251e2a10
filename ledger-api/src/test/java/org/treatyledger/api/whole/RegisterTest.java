package org.treatyledger.api.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
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
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.reference.ReferenceData;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/** The projection on a real PostgreSQL: each entry once in effect, whatever is delivered twice, late or elsewhere. */
class RegisterTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final TreatyId TREATY = new TreatyId("treaty-of-one");
    private static final LocalDate LATER = LocalDate.parse("2020-01-01");

    private DataSource database;

    @BeforeEach
    void anEmptyReadModel() {
        database = DATABASE.freshWithRegister();
    }

    private Register register() {
        return new Register(
                new RegisterRows(new JdbcTemplate(database), new EntryCodec()),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                ReferenceData.participants());
    }

    private static List<LedgerEntry> history() {
        var rules = RunningLedger.rules(TREATY.value()).replace("\"count\": 60", "\"count\": 1");
        var entries = new ArrayList<LedgerEntry>();
        entries.add(entry(
                0,
                new TreatyRegistered(
                        RulesJson.read(JsonText.read(rules.getBytes(java.nio.charset.StandardCharsets.UTF_8))))));
        for (var state : List.of("KIR", "VUT", "GTM", "TCD")) {
            entries.add(entry(
                    entries.size(),
                    new InstrumentDeposited(
                            new ParticipantId(state),
                            ConsentMeans.ACCESSION,
                            Communication.receivedOn(LocalDate.parse("2012-04-02")))));
        }
        return entries;
    }

    private static LedgerEntry entry(int position, TreatyEvent event) {
        return new LedgerEntry(
                position,
                "treaty/" + TREATY,
                position,
                "command-" + position,
                new Actor("amina", "depositary"),
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(position),
                event);
    }

    private static int parties(Register register) {
        return register.read(TREATY, AsOf.NOW).orElseThrow().status().count(Basis.IN_FORCE, LATER);
    }

    @Test
    void givenEntriesDeliveredTwice_whenTheyAreApplied_thenEachCountsOnce() {
        var register = register();

        register.apply(history());
        register.apply(history().subList(2, 5));

        assertThat(parties(register)).isEqualTo(4);
        assertThat(register.size()).isEqualTo(5);
    }

    @Test
    void givenAGap_whenAnEntryComesTooEarly_thenItIsRefusedAndNothingIsKept() {
        var register = register();
        register.apply(history().subList(0, 2));

        assertThatThrownBy(() -> register.apply(history().subList(3, 4))).isInstanceOf(IllegalStateException.class);

        assertThat(parties(register)).isEqualTo(1);
        assertThat(register().size()).isEqualTo(2);
    }

    @Test
    void givenRowsThatAnotherProcessMovedOn_whenTheNextEntryIsApplied_thenTheMissedOnesCountToo() {
        var register = register();
        register.apply(history().subList(0, 2));
        assertThat(parties(register)).isEqualTo(1);

        register().apply(history().subList(2, 4)); // elsewhere, or here with the answer lost
        register.apply(history().subList(4, 5));

        assertThat(parties(register)).isEqualTo(4);
        assertThat(register.size()).isEqualTo(5);
    }

    @Test
    void givenARestart_whenTheRegisterIsOpenedAgain_thenItAnswersFromItsRows() {
        register().apply(history());

        assertThat(parties(register())).isEqualTo(4);
    }

    @Test
    void givenRowsOfAnotherVersion_whenTheRegisterIsOpened_thenItStartsAnew() {
        register().apply(history());
        new JdbcTemplate(database).update("update readmodel.checkpoint set version = 0");

        var register = register();

        assertThat(register.size()).isZero();
        register.apply(history());
        assertThat(parties(register)).isEqualTo(4);
    }
}
