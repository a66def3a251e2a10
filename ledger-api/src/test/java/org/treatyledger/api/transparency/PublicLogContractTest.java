package org.treatyledger.api.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.ConsistencyProof;
import org.treatyledger.core.transparency.EntryBundle;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MerkleTree;
import org.treatyledger.core.transparency.Receipt;
import tools.jackson.databind.JsonNode;

/** The public log as a stranger reads it over HTTP: section 6 of the contract, on the real history. */
class PublicLogContractTest {

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    private List<LogKey> keys() {
        return List.of(LogKey.parse(ledger.get("/log/key").body()));
    }

    private Checkpoint checkpoint() {
        return Checkpoint.open(ledger.get("/log/checkpoint").body(), keys());
    }

    private byte[] bytes(String path) {
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(ledger.uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
            assertThat(answer.headers().firstValue("Cache-Control").orElse(""))
                    .contains("max-age=31536000", "immutable");
            return answer.body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<byte[]> entries() {
        var entries = new ArrayList<byte[]>();
        for (var path : List.of("000", "001", "002.p/181")) {
            entries.addAll(EntryBundle.read(bytes("/log/tile/entries/" + path)));
        }
        return entries;
    }

    private static List<Hash> hashes(byte[] tile) {
        var hashes = new ArrayList<Hash>();
        for (var i = 0; i < tile.length; i += Hash.LENGTH) {
            hashes.add(Hash.of(java.util.Arrays.copyOfRange(tile, i, i + Hash.LENGTH)));
        }
        return hashes;
    }

    private static List<Hash> hashes(JsonNode proof) {
        var hashes = new ArrayList<Hash>();
        proof.forEach(hash -> hashes.add(hash(hash)));
        return hashes;
    }

    private static Hash hash(JsonNode base64) {
        return Hash.of(Base64.getDecoder().decode(base64.stringValue()));
    }

    @Test
    void givenTheLog_whenItsCheckpointIsAsked_thenItIsSignedByTheKeyAndIsTheRootOfTheEntries() {
        var answer = ledger.get("/log/checkpoint");
        var leaves = entries().stream().map(Hash::ofLeaf).toList();

        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(checkpoint().size()).isEqualTo(693).isEqualTo(leaves.size());
        assertThat(checkpoint().origin()).isEqualTo("ratification-ledger.local/log");
        assertThat(checkpoint().root()).isEqualTo(MerkleTree.root(leaves));
        assertThat(ledger.get("/log/checkpoint").body()).as("the same again").isEqualTo(answer.body());
    }

    @Test
    void givenTiles_whenRead_thenTheyHoldTheHashesOfTheBundles() {
        var leaves = entries().stream().map(Hash::ofLeaf).toList();

        assertThat(hashes(bytes("/log/tile/0/000"))).isEqualTo(leaves.subList(0, 256));
        assertThat(hashes(bytes("/log/tile/0/002.p/181"))).isEqualTo(leaves.subList(512, 693));
        assertThat(hashes(bytes("/log/tile/0/002.p/7"))).isEqualTo(leaves.subList(512, 519));
        assertThat(hashes(bytes("/log/tile/1/000.p/2")))
                .containsExactly(MerkleTree.root(leaves.subList(0, 256)), MerkleTree.root(leaves.subList(256, 512)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log/tile/0/003",
                "/log/tile/0/002",
                "/log/tile/0/002.p/182",
                "/log/tile/0/002.p/0",
                "/log/tile/0/2.p/181",
                "/log/tile/00/000",
                "/log/tile/2/000.p/1",
                "/log/tile/64/000",
                "/log/tile/entries/003",
                "/log/tile/entries/x000/000",
                "/log/tile/entries/",
                "/log/tile/entries",
                "/log/tile/0",
                "/log/tile/0/",
                "/log/tile",
                "/log",
                "/log/receipt/693",
                "/log/proof/inclusion?position=693",
                "/log/proof/inclusion?position=0&size=694",
                "/log/proof/consistency?from=1&to=694",
            })
    void givenWhatTheLogDoesNotHold_whenAsked_thenNotFound(String path) {
        assertThat(ledger.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log/receipt/x",
                "/log/proof/inclusion",
                "/log/proof/inclusion?position=-1",
                "/log/proof/consistency",
                "/log/proof/consistency?from=9&to=8",
            })
    void givenAMalformedQuestion_whenAsked_thenAProblemNamesTheField(String path) {
        var answer = ledger.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("malformed-parameter");
        assertThat(answer.json().has("field")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 693", "692, 693", "255, 256", "256, 257", "511, 512", "500, 600"})
    void givenAnEntry_whenItsInclusionIsProved_thenTheProofHolds(long position, long size) {
        var answer = ledger.ask("/log/proof/inclusion?position=" + position + "&size=" + size);
        var leaves = entries().stream().map(Hash::ofLeaf).toList();
        var proof = new InclusionProof(position, size, hashes(answer.path("proof")));

        assertThat(hash(answer.path("leafHash"))).isEqualTo(leaves.get((int) position));
        assertThat(hash(answer.path("rootHash"))).isEqualTo(MerkleTree.root(leaves.subList(0, (int) size)));
        assertThat(proof.proves(leaves.get((int) position), hash(answer.path("rootHash"))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 693", "255, 693", "256, 693", "693, 693", "100, 300"})
    void givenTwoSizes_whenTheirConsistencyIsProved_thenTheProofHolds(long from, long to) {
        var answer = ledger.ask("/log/proof/consistency?from=" + from + "&to=" + to);
        var leaves = entries().stream().map(Hash::ofLeaf).toList();
        var proof = new ConsistencyProof(from, to, hashes(answer.path("proof")));

        assertThat(proof.proves(
                        MerkleTree.root(leaves.subList(0, (int) from)), MerkleTree.root(leaves.subList(0, (int) to))))
                .isTrue();
    }

    @Test
    void givenAReceipt_whenCheckedWithTheKeyAlone_thenItProvesTheEntry() {
        var answer = ledger.get("/log/receipt/300");
        var receipt = Receipt.parse(answer.body());

        assertThat(answer.header("Content-Disposition")).contains("entry-300.tlog-proof");
        assertThat(receipt.proves(keys())).isTrue();
        assertThat(receipt.entry()).isEqualTo(entries().get(300));
    }

    @Test
    void givenAnEvent_whenAskedByItsPosition_thenItComesWithItsProof() {
        var proof = ledger.ask("/api/v1/events/300").path("proof");
        var entry = proof.path("entries").get(0);
        var bytes = Base64.getDecoder().decode(entry.path("entry").stringValue());
        var checkpoint = Checkpoint.open(proof.path("checkpoint").stringValue(), keys());

        assertThat(new InclusionProof(300, checkpoint.size(), hashes(entry.path("inclusion")))
                        .proves(Hash.ofLeaf(bytes), checkpoint.root()))
                .isTrue();
    }

    @Test
    void givenALogThatGrows_whenCheckpointsAreAsked_thenEachGrowsFromTheLast() {
        try (var fresh = RunningLedger.start("none")) {
            var keys = List.of(LogKey.parse(fresh.get("/log/key").body()));
            var empty = Checkpoint.open(fresh.get("/log/checkpoint").body(), keys);
            assertThat(empty.size()).isZero();
            assertThat(empty.root()).isEqualTo(Hash.ofNothing());

            fresh.register("one");
            var one = Checkpoint.open(fresh.get("/log/checkpoint").body(), keys);
            fresh.register("two");
            fresh.register("three");
            var three = Checkpoint.open(fresh.get("/log/checkpoint").body(), keys);
            var answer = fresh.ask("/log/proof/consistency?from=1&to=3");

            assertThat(new ConsistencyProof(1, 3, hashes(answer.path("proof"))).proves(one.root(), three.root()))
                    .isTrue();
        }
    }
}
