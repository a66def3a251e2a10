package org.treatyledger.api.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.log.Checkpoints;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.api.log.Tiles;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;

/** A start on a database that is not what it was when the last checkpoint was given out. */
class StartupCheckTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int STARTS = 50;
    private static final LedgerEvent NOTED =
            new AnnouncementNoted(new ParticipantId("KEN"), "noted", Communication.receivedOn(LocalDate.EPOCH));

    @TempDir
    private Path home;

    private DataSource database;
    private JdbcTemplate jdbc;
    private LogKeys keys;
    private CheckpointPublisher publisher;
    private PostgresEventLog log;
    private int commands;

    /** Checkpoints over 300 and over 600 entries were given out; 610 are there. */
    @BeforeEach
    void aLogOfWhichCheckpointsWereGivenOut() {
        database = DATABASE.fresh();
        jdbc = new JdbcTemplate(database);
        keys = LogKeys.load(home, "log.example/test");
        log = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
        publisher = publisher();
        grow(300);
        publisher.current();
        grow(300);
        publisher.current();
        grow(10);
    }

    private CheckpointPublisher publisher() {
        return new CheckpointPublisher(
                log, new Tiles(database), new Checkpoints(database), file(), keys, Clock.systemUTC());
    }

    private LastCheckpoint file() {
        return new LastCheckpoint(home);
    }

    private void grow(int events) {
        for (var left = events; left > 0; left -= Append.MOST_EVENTS) {
            var some = Collections.nCopies(Math.min(left, Append.MOST_EVENTS), NOTED);
            var id = "c" + commands++;
            log.append(new Append("stream/" + id, 0, id, new Actor("a", "b"), "", "", some));
        }
    }

    private void check() {
        new StartupCheck(database, file(), keys).run();
    }

    /** Does what only the owner of the database can do: takes the triggers away, and puts them back. */
    private void tamper(String... statements) {
        var tables = List.of("entry", "head", "subtree", "checkpoint", "receipt");
        tables.forEach(table -> jdbc.execute("alter table ledger." + table + " disable trigger user"));
        for (var statement : statements) {
            jdbc.execute(statement);
        }
        tables.forEach(table -> jdbc.execute("alter table ledger." + table + " enable always trigger "
                + (table.equals("head") ? "never_removed" : "append_only")));
        jdbc.execute("alter table ledger.head enable always trigger only_grows");
    }

    @Test
    void givenALogAsItWasLeft_whenStarted_thenItStarts() {
        check();
        assertThat(Checkpoint.open(file().read().orElseThrow(), keys.all()).size())
                .isEqualTo(600);
    }

    @Test
    void givenAnotherNodeThatAppendsAndSigns_whenThisOneStartsAtAnyMoment_thenItStarts() throws Exception {
        var starting = new AtomicBoolean(true);
        try (var others = Executors.newSingleThreadExecutor()) {
            var other = others.submit(() -> {
                while (starting.get()) {
                    grow(1);
                    publisher.current();
                }
            });
            try {
                for (var start = 0; start < STARTS; start++) {
                    check();
                }
            } finally {
                starting.set(false);
            }
            other.get();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from ledger.entry where position = 609 | The entry at position 609 is missing",
                "delete from ledger.entry where position = 560 | The entry at position 560 is missing",
                "delete from ledger.entry where position >= 550 | The entry at position 550 is missing",
                "update ledger.entry set entry = set_byte(entry, 60, get_byte(entry, 60) # 1) where position = 600 "
                        + "| The entry at position 600 was changed",
                "update ledger.entry set stream = 'other' where position = 601 | The entry at position 601 was changed",
                "update ledger.entry set sequence = 77 where position = 602 | The entry at position 602 was changed",
                "update ledger.entry set recorded_at = recorded_at + '1 us' where position = 603 | position 603 was changed",
                "update ledger.entry set command_id = 'x' where position = 604 | The entry at position 604 was changed",
                "update ledger.entry set type = 'x' where position = 605 | The entry at position 605 was changed",
                "insert into ledger.entry values (610, 's', 0, now(), 'c', 't', '') | An entry was added at position 610",
                "update ledger.head set root = sha256('') | The head is not the root",
                "update ledger.head set frontier = set_byte(frontier, 5, get_byte(frontier, 5) # 1) | The head is not the root",
                "delete from ledger.head | The log has no head",
                "delete from ledger.subtree where index = 1 | Tiles are missing",
                "update ledger.subtree set hash = sha256('') where index = 0 | The head is not the root",
                "update ledger.checkpoint set note = replace(note, 'log.example', 'lag.example') where size = 600 "
                        + "| The last checkpoint in the database is not one of this log",
            })
    void givenADatabaseThatWasTamperedWith_whenStarted_thenRefusedWithTheFirstBadPosition(
            String statement, String problem) {
        tamper(statement);

        assertThatThrownBy(this::check).isInstanceOfSatisfying(StartupCheck.Refused.class, refused -> {
            assertThat(refused).hasMessageContaining(problem);
            assertThat(refused.remedy()).isNotBlank();
        });
    }

    /** The log as a copy had it when it held that many entries: everything in the database is in agreement. */
    private void restoreCopyOf(int size) {
        var frontier = new Tiles(database).frontier(size);
        tamper(
                "delete from ledger.entry where position >= " + size,
                "delete from ledger.subtree where index >= " + size / 256,
                "delete from ledger.checkpoint where size > " + size,
                "update ledger.head set size = %d, frontier = '\\x%s', root = '\\x%s'"
                        .formatted(size, HexFormat.of().formatHex(frontier.bytes()), frontier.root()));
    }

    @Test
    void givenAnOlderCopyOfTheDatabase_whenStarted_thenTheFileOutsideItKnowsBetter() {
        restoreCopyOf(512);

        assertThatThrownBy(this::check)
                .isInstanceOf(StartupCheck.Refused.class)
                .hasMessageContaining("The entry at position 512 is missing")
                .hasMessageContaining("600 entries was given out");
    }

    @Test
    void givenAnOlderCopy_whenNothingOutsideTheDatabaseIsKept_thenItPassesUnnoticed() throws Exception {
        restoreCopyOf(512);
        Files.delete(home.resolve("last-checkpoint"));

        check(); // the control: this is what the file is for
    }

    @Test
    void givenAnOlderCopyThatStillHoldsWhatWasGivenOut_whenStarted_thenItStarts() {
        restoreCopyOf(605);

        check();
    }

    /** All hashes are right, and the history is another. */
    private void rewriteHistoryFrom(int position) {
        restoreCopyOf(position);
        log = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
        grow(650 - position);
    }

    @Test
    void givenAHistoryThatWasRewrittenWithAllItsHashes_whenStarted_thenACheckpointBearsWitness() {
        rewriteHistoryFrom(400);

        assertThatThrownBy(this::check)
                .isInstanceOf(StartupCheck.Refused.class)
                .hasMessageContaining("The first 600 entries are not those of the checkpoint")
                .hasMessageContaining("the first wrong position is 300 or later");
    }

    @Test
    void givenARewrittenHistory_whenACheckpointIsAsked_thenNoneIsSigned() {
        rewriteHistoryFrom(400);

        assertThatThrownBy(() -> publisher.current()).isInstanceOf(CheckpointPublisher.Contradiction.class);
    }

    @Test
    void givenTheFolderOfAnotherLedger_whenStarted_thenRefused(@TempDir Path other) {
        assertThatThrownBy(() -> new StartupCheck(database, file(), LogKeys.load(other, "log.example/test")).run())
                .isInstanceOf(StartupCheck.Refused.class)
                .hasMessageContaining("is not one of this log");
        assertThatThrownBy(() -> LogKeys.load(home, "another.example/log"))
                .isInstanceOf(StartupCheck.Refused.class)
                .hasMessageContaining("LEDGER_LOG_NAME is \"another.example/log\"");
    }

    @Test
    void givenKeysInRotation_whenCheckpointsAreSigned_thenBothSignUntilTheOldOneIsRetired() {
        var old = keys.signers().getFirst().key();
        var fresh = keys.add();
        keys = LogKeys.load(home, "log.example/test");
        var both = publisher().current().note();

        assertThat(both.isSignedBy(List.of(old))).isTrue();
        assertThat(both.isSignedBy(List.of(fresh))).isTrue();
        assertThat(keys.inUse()).containsExactly(fresh, old);

        assertThat(keys.retire()).isEqualTo(old);
        keys = LogKeys.load(home, "log.example/test");
        grow(1);
        var one = publisher().current().note();
        assertThat(one.isSignedBy(List.of(old))).isFalse();
        assertThat(one.isSignedBy(List.of(fresh))).isTrue();
        assertThat(keys.all())
                .as("what the old key signed can still be checked")
                .contains(old);
        check();
        assertThatThrownBy(() -> keys.retire()).hasMessageContaining("The only key cannot be retired");
    }

    @Test
    void givenAHomeWhoseKeysAreLost_whenStarted_thenNoOtherIsMadeInTheirPlace() throws Exception {
        Files.delete(home.resolve("log-keys/0001.key"));

        assertThatThrownBy(() -> LogKeys.load(home, "log.example/test", () -> true))
                .isInstanceOf(StartupCheck.Refused.class)
                .hasMessageContaining("keys are missing");
        assertThat(home.resolve("log-keys")).isEmptyDirectory();
        Files.writeString(home.resolve("log-keys/0002.key"), "garbage");
        assertThatThrownBy(() -> LogKeys.load(home, "log.example/test", () -> true))
                .isInstanceOf(StartupCheck.Refused.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void givenKeysWhoseFirstFileIsGone_whenOneIsAdded_thenItsNumberIsNew() throws Exception {
        Files.move(home.resolve("log-keys/0001.key"), home.resolve("log-keys/0002.key"));

        LogKeys.load(home, "log.example/test").add();

        assertThat(home.resolve("log-keys/0003.key")).exists();
    }

    @Test
    void givenTheOperatorsCommand_whenKeysAreShownAddedAndRetired_thenItPrintsTheLinesToGiveOut() {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var first = keys.inUse().getFirst().toString();

        assertThat(LogKeyCommand.run(out, out, home.toString())).isZero();
        assertThat(said).hasToString(first + System.lineSeparator());
        assertThat(LogKeyCommand.run(out, out, home.toString(), "retire")).isEqualTo(2);
        assertThat(LogKeyCommand.run(out, out, home.toString(), "add")).isZero();
        assertThat(LogKeyCommand.run(out, out, home.toString(), "retire")).isZero();
        assertThat(LogKeys.load(home, "log.example/test").inUse())
                .extracting(Object::toString)
                .doesNotContain(first);
        assertThat(LogKeyCommand.run(out, out, home.toString(), "sell")).isEqualTo(2);
        assertThat(LogKeyCommand.run(out, out, home.resolve("nowhere").toString()))
                .isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("The only key cannot be retired", "usage: log-key", "There are no keys in");
    }

    @Test
    void givenAKeyFile_thenItsOwnerAloneReadsIt() throws Exception {
        assertThat(Files.getPosixFilePermissions(home.resolve("log-keys/0001.key")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
}
