package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.transparency.ConsistencyProof;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.MerkleTree;
import org.treatyledger.core.transparency.Tile;
import org.treatyledger.projections.register.Migrations;

/** The tree of a log that has just grown past 256 times 256 entries, as tiles and as proofs. */
class TilesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int SIZE = 65_537;

    private static DataSource database;
    private static Tiles tiles;
    private static List<Hash> leaves;

    @BeforeAll
    static void aLogThatHasGrown() {
        database = DATABASE.dataSource();
        grow(new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec()), SIZE);
        tiles = new Tiles(database);
        leaves = new ArrayList<>();
        for (var from = 0; from < SIZE; from += 1_024) {
            tiles.entries(from, from + 1_024).forEach(entry -> leaves.add(Hash.ofLeaf(entry)));
        }
    }

    private static void grow(PostgresEventLog log, int size) {
        for (var position = 0; position < size; ) {
            var events = Math.min(Append.MOST_EVENTS, size - position);
            log.append(SampleAppends.append("grown/" + position, 0, "grown-" + position, events));
            position += events;
        }
    }

    private static Hash root(int size) {
        return MerkleTree.root(leaves.subList(0, size));
    }

    @Test
    void givenTheLog_whenItsLeavesAreRead_thenTheRootIsTheHeads() {
        assertThat(leaves).hasSize(SIZE);
        var head = new PostgresEventLog(database, Clock.systemUTC(), new EntryCodec()).head();
        assertThat(head.size()).isEqualTo(SIZE);
        assertThat(head.root()).isEqualTo(root(SIZE));
    }

    @Test
    void givenTiles_whenRead_thenEachHashIsTheRootOverItsEntries() {
        assertThat(tiles.hashes(new Tile(0, 3, 256))).isEqualTo(leaves.subList(768, 1_024));
        assertThat(tiles.hashes(new Tile(0, 256, 1))).containsExactly(leaves.getLast());
        var level1 = tiles.hashes(new Tile(1, 0, 256));
        for (var i : List.of(0, 1, 77, 255)) {
            assertThat(level1.get(i)).isEqualTo(MerkleTree.root(leaves.subList(256 * i, 256 * i + 256)));
        }
        assertThat(tiles.hashes(new Tile(2, 0, 1))).containsExactly(root(65_536));
        assertThat(tiles.bytes(new Tile(1, 0, 17)))
                .hasSize(17 * Hash.LENGTH)
                .startsWith(level1.getFirst().bytes());
        assertThatThrownBy(() -> tiles.hashes(new Tile(0, 256, 2))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givenABundle_whenRead_thenItsEntriesHashToTheTileBesideIt() {
        var bundle = EntryBundle.read(tiles.bundle(new Tile(0, 5, 256)));

        assertThat(bundle.stream().map(Hash::ofLeaf).toList()).isEqualTo(tiles.hashes(new Tile(0, 5, 256)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 4_711, 65_535, 65_536, 65_537})
    void givenASizeOfTheLog_whenProvedFromTiles_thenEveryProofHolds(int size) {
        var root = root(size);
        var nodes = tiles.of(size);
        for (var index : List.of(0, size / 3, size / 2, size - 1)) {
            assertThat(InclusionProof.of(index, size, nodes).proves(leaves.get(index), root))
                    .as("%d of %d", index, size)
                    .isTrue();
        }
        for (var from : List.of(1, (size + 1) / 2, size)) {
            assertThat(ConsistencyProof.of(from, size, nodes).proves(root(from), root))
                    .as("%d to %d", from, size)
                    .isTrue();
        }
    }

    @Test
    void givenALogFromBeforeThereWereTiles_whenItIsMigrated_thenTheTilesAreThose() {
        var jdbc = new JdbcTemplate(database);
        var before = jdbc.queryForList("select level, index, hash from ledger.subtree order by level, index");
        assertThat(before).hasSize(257);
        jdbc.execute("drop table ledger.subtree, ledger.checkpoint");
        jdbc.update("delete from ledger.schema_history where version = '002'");
        Migrations.run(database, "ledger");

        var after = jdbc.queryForList("select level, index, hash from ledger.subtree order by level, index");
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void givenAFrontier_whenALeafCompletesSubtrees_thenEachIsToldOf() {
        var told = new ArrayList<String>();
        var frontier = Frontier.EMPTY;
        for (var i = 0; i < 8; i++) {
            frontier = frontier.with(leaves.get(i), (level, index, root) -> told.add(level + "/" + index));
        }
        assertThat(told).containsExactly("1/0", "1/1", "2/0", "1/2", "1/3", "2/1", "3/0");
    }
}
