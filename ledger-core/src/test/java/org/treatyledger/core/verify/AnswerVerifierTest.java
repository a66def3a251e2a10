package org.treatyledger.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.ProvenAnswer;
import org.treatyledger.core.codec.ProvenAnswer.Row;
import org.treatyledger.core.codec.ProvenAnswer.Which;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.MerkleTree;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/** Answers with their proofs, put together by hand: what is true verifies, and nothing else. */
class AnswerVerifierTest {

    private static final List<byte[]> HISTORY = LogFiles.history();
    private static final List<Hash> LEAVES = LogFiles.leaves(HISTORY);
    private static final String CHECKPOINT = LogFiles.checkpoint(HISTORY);
    private static final List<ProvenAnswer.Entry> ENTRIES = entries("treaty/rome-statute");
    private static final LocalDate DAY = LocalDate.parse("2025-01-01");
    private static final Row ARMENIA = armenia(
            "party",
            LocalDate.parse("1999-10-01"),
            LocalDate.parse("2023-11-14"),
            "ratification",
            LocalDate.parse("2024-02-01"),
            null);

    private static Row armenia(
            String status,
            @Nullable LocalDate signedOn,
            @Nullable LocalDate depositedOn,
            String means,
            @Nullable LocalDate entersIntoForceOn,
            @Nullable LocalDate exitsOn) {
        return new Row(new ParticipantId("ARM"), status, signedOn, depositedOn, means, entersIntoForceOn, exitsOn);
    }

    private static List<ProvenAnswer.Entry> entries(String stream) {
        var codec = new EntryCodec();
        var entries = new ArrayList<ProvenAnswer.Entry>();
        for (var position = 0; position < HISTORY.size(); position++) {
            if (codec.decode(HISTORY.get(position)).stream().equals(stream)) {
                entries.add(entry(position, HISTORY.get(position)));
            }
        }
        return entries;
    }

    private static ProvenAnswer.Entry entry(int position, byte[] bytes) {
        var encoder = Base64.getEncoder();
        var proof = InclusionProof.of(
                position,
                HISTORY.size(),
                (level, index) ->
                        MerkleTree.root(LEAVES.subList((int) (index << level), (int) ((index + 1) << level))));
        return new ProvenAnswer.Entry(
                position,
                encoder.encodeToString(bytes),
                proof.hashes().stream()
                        .map(Hash::bytes)
                        .map(encoder::encodeToString)
                        .toList());
    }

    private static ProvenAnswer count(int count, List<ProvenAnswer.Entry> entries) {
        return new ProvenAnswer(
                new TreatyId("rome-statute"),
                DAY,
                null,
                HISTORY.size() - 1L,
                AsOf.View.LEGAL,
                Basis.IN_FORCE,
                count,
                List.of(),
                Which.NONE,
                CHECKPOINT,
                entries);
    }

    private static ProvenAnswer rows(Which which, Row... rows) {
        return new ProvenAnswer(
                new TreatyId("rome-statute"),
                DAY,
                null,
                HISTORY.size() - 1L,
                AsOf.View.LEGAL,
                null,
                null,
                List.of(rows),
                which,
                CHECKPOINT,
                ENTRIES);
    }

    private static Verdict verify(ProvenAnswer answer) {
        return new AnswerVerifier(answer, List.of(LogFiles.SIGNER.key())).verify();
    }

    private static void assertWrong(ProvenAnswer answer, String why) {
        assertThat(verify(answer)).isInstanceOfSatisfying(Verdict.Wrong.class, wrong -> assertThat(wrong.why())
                .contains(why));
    }

    @Test
    void givenATrueAnswer_whenVerified_thenItVerifiesAndSaysWhatWasComputed() {
        assertThat(verify(count(125, ENTRIES))).isEqualTo(new Verdict.Verified(HISTORY.size(), LogFiles.root(HISTORY)));
        assertThat(verify(rows(Which.ONE, ARMENIA))).isInstanceOf(Verdict.Verified.class);
        assertThat(new AnswerVerifier(count(125, ENTRIES), List.of()).inWords())
                .startsWith("computed again: rome-statute on 2025-01-01: 125 in-force, from ");
        assertThat(new AnswerVerifier(rows(Which.ONE, ARMENIA), List.of()).inWords())
                .contains("exit of 1 participant, from");
    }

    @Test
    void givenAnswersThatAreNotTrue_whenVerified_thenTheyAreWrong() {
        assertWrong(count(126, ENTRIES), "the entries give 125, the answer says 126");
        assertWrong(rows(Which.PARTIES, ARMENIA), "lists other States");
        assertWrong(rows(Which.PARTICIPANTS, ARMENIA), "lists other States");
        var signed = ARMENIA.signedOn();
        var deposited = ARMENIA.depositedOn();
        var enters = ARMENIA.entersIntoForceOn();
        for (var forged : List.of(
                armenia("signatory", signed, deposited, "ratification", enters, null),
                armenia("party", null, deposited, "ratification", enters, null),
                armenia("party", signed, DAY, "ratification", enters, null),
                armenia("party", signed, deposited, "accession", enters, null),
                armenia("party", signed, deposited, "ratification", null, null),
                armenia("party", signed, deposited, "ratification", enters, DAY))) {
            assertWrong(rows(Which.ONE, forged), "the answer says");
        }
    }

    @Test
    void givenEntriesThatAreNotWhole_whenVerified_thenTheyAreWrong() {
        var gap = new ArrayList<>(ENTRIES);
        gap.remove(5);
        assertWrong(count(125, gap), "number 5 of treaty/rome-statute is left out");
        var doubled = new ArrayList<>(ENTRIES);
        doubled.add(6, ENTRIES.get(5));
        assertWrong(count(125, doubled), "not in the order of the log");
        assertWrong(count(0, List.of()), "do not register rome-statute");
        var moved = new ArrayList<>(ENTRIES);
        moved.set(3, entry((int) ENTRIES.get(3).position(), HISTORY.get(0)));
        assertWrong(count(125, moved), "does not hold this entry");
        var garbage = new ArrayList<>(ENTRIES);
        garbage.set(
                3,
                new ProvenAnswer.Entry(
                        ENTRIES.get(3).position(), "***", ENTRIES.get(3).inclusion()));
        assertWrong(count(125, garbage), "");
    }

    @Test
    void givenATreatyThatBelongsToAnother_whenThatOneIsLeftOut_thenItIsWrong() {
        var child = new ProvenAnswer(
                new TreatyId("rome-statute-a"),
                DAY,
                null,
                HISTORY.size() - 1L,
                AsOf.View.LEGAL,
                Basis.CONSENTED,
                0,
                List.of(),
                Which.NONE,
                CHECKPOINT,
                entries("treaty/rome-statute-a"));

        assertWrong(child, "the entries of rome-statute, which it belongs to, are left out");
    }
}
