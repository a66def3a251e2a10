package org.treatyledger.core.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree against the vectors that every implementation of RFC 6962 and RFC 9162 is tested with. */
class MerkleVectorsTest {

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static Hash leaf(String hex) {
        return Hash.ofLeaf(HexFormat.of().parseHex(hex));
    }

    private static Frontier frontier(List<Hash> leaves) {
        var frontier = Frontier.EMPTY;
        for (var leaf : leaves) {
            frontier = frontier.with(leaf);
        }
        return frontier;
    }

    private static List<Hash> leaves(int size) {
        var leaves = new ArrayList<Hash>();
        for (var i = 0; i < size; i++) {
            leaves.add(Hash.ofLeaf(("entry " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }

    @ParameterizedTest(name = "the root of the first {0} leaves is {1}")
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    })
    void rfc9162_section2_1_1(int size, String root) {
        var leaves =
                LEAVES.subList(0, size).stream().map(MerkleVectorsTest::leaf).toList();
        assertThat(MerkleTree.root(leaves)).hasToString(root);
        assertThat(frontier(leaves).root()).hasToString(root);
    }

    @Test
    void givenTreesOfEverySize_whenGrownLeafByLeaf_thenTheRootIsThatOfTheNaiveTree() {
        var leaves = leaves(300);
        var frontier = Frontier.EMPTY;
        for (var size = 0; size <= 300; size++) {
            assertThat(frontier.size()).isEqualTo(size);
            assertThat(frontier.root()).as("size %d", size).isEqualTo(MerkleTree.root(leaves.subList(0, size)));
            if (size < 300) {
                frontier = frontier.with(leaves.get(size));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 255, 256, 257})
    void givenAFrontier_whenItsBytesAreReadBack_thenItIsTheSameAndGrowsTheSame(int size) {
        var frontier = frontier(leaves(size));
        var back = Frontier.of(size, frontier.bytes());
        assertThat(back).isEqualTo(frontier).hasSameHashCodeAs(frontier);
        assertThat(back.root()).isEqualTo(frontier.root());
        var next = leaf("2021");
        assertThat(back.with(next).root()).isEqualTo(frontier.with(next).root());
        assertThat(frontier.bytes()).hasSize(Long.bitCount(size) * Hash.LENGTH);
    }

    @Test
    void givenAFrontier_whenALeafIsAdded_thenTheOldOneIsAsItWas() {
        var two = frontier(leaves(2));
        var root = two.root();
        assertThat(two.with(leaf("00"))).isNotEqualTo(two);
        assertThat(two.root()).isEqualTo(root);
        assertThat(two.size()).isEqualTo(2);
    }

    @Test
    void givenBytesOfAnotherLength_whenReadAsAFrontier_thenRefused() {
        var bytes = frontier(leaves(7)).bytes();
        assertThat(bytes).hasSize(96);
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(8, bytes));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(7, new byte[95]));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(7, new byte[97]));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(0, new byte[32]));
        assertThatIllegalArgumentException().isThrownBy(() -> Frontier.of(-1, new byte[64 * 32]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void givenBytesOfAnotherLength_whenReadAsAHash_thenRefused(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[length]));
    }

    @Test
    void givenAHash_whenItsBytesAreChangedOutside_thenItIsAsItWas() {
        var bytes = leaf("").bytes();
        var hash = Hash.of(bytes);
        bytes[0]++;
        hash.bytes()[1]++;
        assertThat(hash).isEqualTo(leaf("")).isNotEqualTo(Hash.of(bytes));
    }

    @Test
    void givenALeafWithTheBytesOfTwoNodes_whenHashed_thenItIsNotTheirParent() {
        var left = leaf("00");
        var right = leaf("10");
        var both = new byte[64];
        System.arraycopy(left.bytes(), 0, both, 0, 32);
        System.arraycopy(right.bytes(), 0, both, 32, 32);
        assertThat(Hash.ofLeaf(both)).isNotEqualTo(Hash.ofNode(left, right));
        assertThat(Hash.ofNode(left, right)).isNotEqualTo(Hash.ofNode(right, left));
    }
}
