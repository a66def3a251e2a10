package org.treatyledger.api.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.log.Checkpoints;
import org.treatyledger.api.log.PostgresEventLog;
import org.treatyledger.api.log.Tiles;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.verify.VerifyLog;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.LedgerEvent;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * A superuser changes rows behind the ledger's back, and the auditor gets a dump. Each change is made in a transaction,
 * dumped from within it as PostgreSQL's COPY writes it, and rolled back. {@code -Dledger.attack.rounds} sets how many.
 */
class DumpAttackTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int ROUNDS = Integer.getInteger("ledger.attack.rounds", 2);
    private static final int ENTRIES = 600;

    /** What is not under the tree: docs/adr/0017 says so. */
    private static final List<String> UNCOVERED =
            List.of("receipt.digest", "receipt.answer", "checkpoint.published_at", "head.the_one");

    @TempDir
    private static Path home;

    private static DataSource database;
    private static LogKeys keys;

    private final Random dice = new Random(13);

    @BeforeAll
    static void aLogWithCheckpoints() {
        database = DATABASE.fresh();
        keys = LogKeys.load(home, "log.example/test");
        var log = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec());
        var publisher = new CheckpointPublisher(
                log, new Tiles(database), new Checkpoints(database), new LastCheckpoint(home), keys, Clock.systemUTC());
        for (var position = 0; position < ENTRIES; position += 20) {
            log.append(append(position));
            if (position % 200 == 0) {
                publisher.current();
            }
        }
        publisher.current();
    }

    private static Append append(int position) {
        var events = new ArrayList<LedgerEvent>();
        for (var i = 0; i < 20; i++) {
            events.add(new AnnouncementNoted(
                    new ParticipantId("KEN"), "noted\t\\ " + position, Communication.receivedOn(LocalDate.EPOCH)));
        }
        return new Append("stream/" + position, 0, "c" + position, new Actor("a", "b"), "digest", "answer", events);
    }

    /** Makes a change, dumps, takes it back, and says what the auditor's program says. */
    private String verdictAfter(String... statements) throws SQLException, IOException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                for (var table : List.of("entry", "head", "receipt", "subtree", "checkpoint")) {
                    statement.execute("alter table ledger." + table + " disable trigger user");
                }
                for (var change : statements) {
                    statement.execute(change);
                }
                return verify(dump(connection));
            } finally {
                connection.rollback();
            }
        }
    }

    private static Path dump(Connection connection) throws SQLException, IOException {
        var file = home.resolve("dump.sql");
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (var out = Files.newOutputStream(file)) {
            for (var table : List.of("checkpoint", "entry", "head", "receipt", "subtree")) {
                var columns = String.join(", ", columns(connection, table));
                var what = "ledger." + table + " (" + columns + ")";
                out.write(("\nCOPY " + what + " FROM stdin;\n").getBytes(StandardCharsets.UTF_8));
                copy.copyOut("COPY " + what + " TO STDOUT", out);
                out.write("\\.\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        var columns = new ArrayList<String>();
        var query = """
                select column_name from information_schema.columns
                 where table_schema = 'ledger' and table_name = ? and is_generated = 'NEVER'
                 order by ordinal_position
                """;
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }

    private static String verify(Path dump) throws IOException {
        var said = new ByteArrayOutputStream();
        try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            var code =
                    new VerifyLog(out, out).run("--key", keys.inUse().getFirst().toString(), "--dump", dump.toString());
            return code + " " + said.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void givenADumpAsItIs_whenVerified_thenItVerifiesEachTime() throws Exception {
        for (var i = 0; i < 10; i++) {
            assertThat(verdictAfter()).startsWith("0 verified: 600 entries");
        }
    }

    /** Every column of every table, as the database has them: one that is added later is attacked on its first day. */
    @Test
    void givenAnyColumnOfAnyTable_whenOneBitOfItIsFlipped_thenItIsFound() throws Exception {
        var passed = new TreeSet<String>();
        var attacks = 0;
        for (var table : List.of("entry", "head", "receipt", "subtree", "checkpoint")) {
            for (var column : allColumns(table)) {
                for (var round = 0; round < ROUNDS; round++) {
                    attacks++;
                    if (!verdictAfter(attack(table, column)).startsWith("1 does not verify")) {
                        passed.add(table + "." + column);
                    }
                }
            }
        }
        assertThat(attacks).isGreaterThanOrEqualTo(20 * ROUNDS);
        assertThat(passed)
                .as("found everywhere but in what is not under the tree")
                .isSubsetOf(UNCOVERED);
        assertThat(passed).as("the control").contains("receipt.answer");
    }

    private static List<String> allColumns(String table) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from ledger." + table + " limit 0")) {
            var columns = new ArrayList<String>();
            for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                columns.add(rows.getMetaData().getColumnName(i));
            }
            return columns;
        }
    }

    /** Without the constraints that would stop an honest mistake: a superuser can drop them. */
    private String attack(String table, String column) {
        return """
                do $$
                declare kind text; name text; victim tid;
                begin
                    for name in select conname from pg_constraint
                                 where conrelid = 'ledger.%1$s'::regclass and contype in ('c', 'u', 'p') loop
                        execute format('alter table ledger.%1$s drop constraint %%I cascade', name);
                    end loop;
                    select data_type into kind from information_schema.columns
                     where table_schema = 'ledger' and table_name = '%1$s' and column_name = '%2$s';
                    if '%2$s' = 'leaf_hash' then
                        alter table ledger.%1$s alter column leaf_hash drop expression;
                    end if;
                    select ctid into victim from ledger.%1$s order by md5(ctid::text || '%3$s') limit 1;
                    execute format('update ledger.%1$s set %2$s = %%s where ctid = %%L', case kind
                        when 'bytea' then 'set_bit(%2$s, %4$s %% (8 * octet_length(%2$s)), 1 - get_bit(%2$s, %4$s %% (8 * octet_length(%2$s))))'
                        when 'text' then 'overlay(%2$s placing chr(ascii(substr(%2$s, 1 + %4$s %% length(%2$s))) # 1) from 1 + %4$s %% length(%2$s) for 1)'
                        when 'boolean' then 'not %2$s'
                        when 'timestamp with time zone' then '%2$s + interval ''1 microsecond'''
                        else '%2$s # 1' end, victim);
                end $$
                """.formatted(table, column, dice.nextInt(), dice.nextInt(4_000));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "delete from ledger.entry where position = 77 | position is 77: the next row of the dump stands at position 78",
                "delete from ledger.entry where position >= 590 | position is 590: the head counts 600",
                "update ledger.entry set entry = (select entry from ledger.entry where position = 12) where position = 11 "
                        + "| position is 11: the next row of the dump stands at position 12",
                "insert into ledger.entry select 600, 'x', 0, now(), 'x', 'x', entry from ledger.entry where position = 0 "
                        + "| position is 600: the entry says that it stands at position 0",
                "delete from ledger.receipt where command_id = 'c40' | receipts are missing, of the commands [c40]",
                "delete from ledger.subtree where index = 1 | subtrees of the tiles are missing: [1/1]",
                "delete from ledger.head | the dump has no head",
                "delete from ledger.checkpoint | no checkpoint in the dump is signed",
            })
    void givenRowsThatWereMovedOrRemoved_whenTheDumpIsVerified_thenTheFirstWrongPositionIsNamed(
            String change, String verdict) throws Exception {
        assertThat(verdictAfter(change)).startsWith("1 does not verify").contains(verdict);
    }
}
