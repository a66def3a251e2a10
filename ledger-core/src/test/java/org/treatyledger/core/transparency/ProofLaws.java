package org.treatyledger.core.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs of inclusion and consistency: every true one holds, no forged one does. */
class ProofLaws {

    private static final int SIZES = 130;
    private static final List<Hash> LEAVES = leaves(1_100);
    private static final Map<Integer, Hash> ROOTS = new ConcurrentHashMap<>();
    private static final int MUTATIONS = Integer.getInteger("ledger.proofs.mutations", 20_000);

    private static List<Hash> leaves(int size) {
        var leaves = new ArrayList<Hash>();
        for (var i = 0; i < size; i++) {
            leaves.add(Hash.ofLeaf(("entry " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return leaves;
    }

    /** Nodes by the definition, from the leaves each time. */
    private static Hash node(int level, long index) {
        return MerkleTree.root(LEAVES.subList((int) (index << level), (int) ((index + 1) << level)));
    }

    private static Hash root(long size) {
        return ROOTS.computeIfAbsent((int) size, it -> MerkleTree.root(LEAVES.subList(0, it)));
    }

    /** One vector of a table that other implementations are tested with. */
    private record Vector(
            String kind, String name, long first, long size, Hash one, Hash other, List<Hash> proof, boolean accepted) {

        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    private static Hash hash(String base64) {
        return Hash.of(Base64.getDecoder().decode(base64));
    }

    private static List<Hash> hashes(String column) {
        return column.equals("-")
                ? List.of()
                : Arrays.stream(column.split(" ", -1)).map(ProofLaws::hash).toList();
    }

    static List<Vector> vectors() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/vectors/merkle-proofs.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .map(cells -> new Vector(
                        cells[0],
                        cells[1],
                        Long.parseUnsignedLong(cells[2]),
                        Long.parseUnsignedLong(cells[3]),
                        hash(cells[4]),
                        hash(cells[5]),
                        hashes(cells[6]),
                        cells[7].equals("accepted")))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void givenAPublishedVector_whenVerified_thenTheVerdictIsTheirs(Vector it) {
        var verdict = it.kind().equals("inclusion")
                ? new InclusionProof(it.first(), it.size(), it.proof()).proves(it.other(), it.one())
                : new ConsistencyProof(it.first(), it.size(), it.proof()).proves(it.one(), it.other());
        assertThat(verdict).isEqualTo(it.accepted());
    }

    @Test
    void givenThePublishedVectors_thenThereAreManyAndSomeOfEachVerdict() throws IOException {
        assertThat(vectors()).hasSize(143);
        assertThat(vectors().stream().filter(Vector::accepted)).hasSizeGreaterThan(8);
    }

    @Test
    void givenEveryLeafOfEveryTree_whenItsInclusionIsProved_thenTheProofHoldsForItAloneAndIsShort() {
        for (var size = 1; size <= SIZES; size++) {
            var root = root(size);
            for (var index = 0; index < size; index++) {
                var proof = InclusionProof.of(index, size, ProofLaws::node);
                assertThat(proof.proves(LEAVES.get(index), root))
                        .as("%d of %d", index, size)
                        .isTrue();
                assertThat(proof.proves(LEAVES.get(index + 1), root)).isFalse();
                assertThat(proof.hashes()).hasSizeLessThanOrEqualTo(32 - Integer.numberOfLeadingZeros(size - 1));
            }
        }
    }

    @Test
    void givenEveryTwoTrees_whenTheirConsistencyIsProved_thenTheProofHoldsForTheirRootsAlone() {
        for (var to = 0; to <= SIZES; to++) {
            for (var from = 1; from <= to; from++) {
                var proof = ConsistencyProof.of(from, to, ProofLaws::node);
                assertThat(proof.proves(root(from), root(to)))
                        .as("%d to %d", from, to)
                        .isTrue();
                if (from < to) {
                    assertThat(proof.proves(root(from - 1), root(to))).isFalse();
                    assertThat(proof.proves(root(from), root(to + 1))).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256, 257, 511, 512, 513, 1_023, 1_024, 1_025})
    void givenOddSizes_whenProvedFromTheEdges_thenTheProofsHold(int size) {
        var root = root(size);
        for (var index : List.of(0, size / 2, size - 1)) {
            assertThat(InclusionProof.of(index, size, ProofLaws::node).proves(LEAVES.get(index), root))
                    .isTrue();
        }
        for (var from : List.of(1, (size + 1) / 2, Math.max(1, size - 1), size)) {
            assertThat(ConsistencyProof.of(from, size, ProofLaws::node).proves(root(from), root))
                    .isTrue();
        }
    }

    /** The sizes are those of the checkpoints, which are signed. {@code -Dledger.proofs.mutations} sets how many. */
    @Test
    void givenTrueProofs_whenMutatedInAnyWay_thenNoneIsAccepted() {
        var dice = new Random(162);
        var forgeries = 0;
        for (var i = 0; i < MUTATIONS; i++) {
            var size = 2 + dice.nextInt(300);
            var index = dice.nextInt(size);
            var inclusion = InclusionProof.of(index, size, ProofLaws::node);
            var other = dice.nextBoolean() ? index : dice.nextInt(size);
            var forged = new InclusionProof(other, size, mutated(inclusion.hashes(), dice));
            if (!forged.equals(inclusion)) {
                forgeries++;
                assertThat(forged.proves(LEAVES.get(index), root(size)))
                        .as("round %d: %s", i, forged)
                        .isFalse();
            }
            var from = 1 + dice.nextInt(size - 1);
            var consistency = ConsistencyProof.of(from, size, ProofLaws::node);
            var wrong = new ConsistencyProof(from, size, mutated(consistency.hashes(), dice));
            if (!wrong.equals(consistency)) {
                forgeries++;
                assertThat(wrong.proves(root(from), root(size)))
                        .as("round %d: %s", i, wrong)
                        .isFalse();
            }
        }
        assertThat(forgeries).isGreaterThan(MUTATIONS);
    }

    /** A bit flipped, a hash removed, doubled, swapped, put in front or behind. */
    private static List<Hash> mutated(List<Hash> hashes, Random dice) {
        var mutated = new ArrayList<>(hashes);
        var place = hashes.isEmpty() ? 0 : dice.nextInt(hashes.size());
        switch (hashes.isEmpty() ? 4 : dice.nextInt(6)) {
            case 0 -> mutated.set(place, flipped(hashes.get(place), dice));
            case 1 -> mutated.remove(place);
            case 2 -> mutated.add(place, hashes.get(place));
            case 3 -> Collections.swap(mutated, place, dice.nextInt(hashes.size()));
            case 4 -> mutated.addFirst(LEAVES.get(dice.nextInt(LEAVES.size())));
            default -> mutated.add(LEAVES.get(dice.nextInt(LEAVES.size())));
        }
        return mutated;
    }

    private static Hash flipped(Hash hash, Random dice) {
        var bytes = hash.bytes();
        bytes[dice.nextInt(Hash.LENGTH)] ^= (byte) (1 << dice.nextInt(8));
        return Hash.of(bytes);
    }

    @Test
    void givenANode_whenItIsOfferedAsALeaf_thenItIsNotProved() {
        var proof = InclusionProof.of(2, 8, ProofLaws::node);
        var upper = new InclusionProof(1, 4, proof.hashes().subList(1, 3));

        assertThat(upper.proves(node(1, 1), root(8)))
                .as("the hash of the node, of course")
                .isTrue();
        var entry = new byte[2 * Hash.LENGTH];
        System.arraycopy(LEAVES.get(2).bytes(), 0, entry, 0, Hash.LENGTH);
        System.arraycopy(LEAVES.get(3).bytes(), 0, entry, Hash.LENGTH, Hash.LENGTH);
        assertThat(upper.proves(Hash.ofLeaf(entry), root(8)))
                .as("an entry made of the bytes of two hashes")
                .isFalse();
    }

    @Test
    void givenWhatNoTreeHas_whenProvedOrVerified_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> InclusionProof.of(5, 5, ProofLaws::node));
        assertThatIllegalArgumentException().isThrownBy(() -> InclusionProof.of(-1, 5, ProofLaws::node));
        assertThatIllegalArgumentException().isThrownBy(() -> ConsistencyProof.of(6, 5, ProofLaws::node));
        assertThat(new InclusionProof(5, 5, List.of()).proves(LEAVES.getFirst(), root(5)))
                .isFalse();
        assertThat(new InclusionProof(-1, 5, List.of()).proves(LEAVES.getFirst(), root(5)))
                .isFalse();
        assertThat(new ConsistencyProof(6, 5, List.of()).proves(root(6), root(5)))
                .isFalse();
        assertThat(ConsistencyProof.of(0, 5, ProofLaws::node).hashes()).isEmpty();
        assertThat(new ConsistencyProof(0, 5, List.of()).proves(root(0), root(5)))
                .as("that nothing grew into something proves nothing")
                .isFalse();
    }
}
