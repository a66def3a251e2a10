package org.treatyledger.core.verify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.ProvenAnswer;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.History;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Particulars;
import org.treatyledger.core.verify.Verdict.Rejected;
import org.treatyledger.core.verify.Verdict.Verified;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * An answer that came with its proof: every entry is proved to stand in the log, every stream among them is whole from
 * its beginning, and the law gives the same answer from them. What was recorded after the last of them it cannot know; and
 * of a row it compares status, days and means, not names, regions, ranks or reasons.
 */
final class AnswerVerifier {

    private final EntryCodec codec = new EntryCodec();
    private final ProvenAnswer answer;
    private final List<LogKey> keys;

    AnswerVerifier(ProvenAnswer answer, List<LogKey> keys) {
        this.answer = answer;
        this.keys = keys;
    }

    Verdict verify() {
        try {
            var checkpoint = Checkpoint.open(answer.checkpoint(), keys);
            if (answer.position() >= checkpoint.size()) {
                throw new Rejected(checkpoint.size(), "the answer knows more than the checkpoint covers");
            }
            var replay = new Replay();
            entries(checkpoint).forEach(replay);
            replay.missingParent(answer.treaty()).ifPresent(parent -> {
                throw new Rejected(
                        null,
                        "the entries of " + parent
                                + ", which it belongs to, are left out: that it is not registered can "
                                + "be seen in the whole log only");
            });
            var status = replay.status(answer.treaty(), asOf())
                    .orElseThrow(() -> new Rejected(null, "the entries do not register " + answer.treaty()));
            count(status);
            rows(status);
            return new Verified(checkpoint.size(), checkpoint.root());
        } catch (MalformedLog e) {
            return new Verdict.Wrong(null, String.valueOf(e.getMessage()));
        } catch (Rejected rejected) {
            return rejected.wrong();
        }
    }

    /** What was computed again, in a sentence. */
    String inWords() {
        var basis = answer.basis();
        var count = basis == null ? "" : ": " + answer.count() + " " + basis.label();
        var rows = answer.rows().isEmpty()
                ? ""
                : "; status, signature, deposit, means, entry into force and exit of "
                        + answer.rows().size() + (answer.rows().size() == 1 ? " participant" : " participants");
        return "computed again: " + answer.treaty() + " on " + answer.on() + count + rows + ", from "
                + answer.entries().size() + " entries; nothing else in the answer was looked at";
    }

    private AsOf asOf() {
        return new AsOf(answer.known(), answer.position(), answer.view());
    }

    private List<LedgerEntry> entries(Checkpoint checkpoint) {
        var entries = new ArrayList<LedgerEntry>();
        var sequences = new HashMap<String, Long>();
        var last = -1L;
        for (var proven : answer.entries()) {
            if (proven.position() <= last) {
                throw new Rejected(proven.position(), "the entries are not in the order of the log");
            }
            last = proven.position();
            var entry = entry(proven, checkpoint);
            var due = sequences.merge(entry.stream(), 1L, Long::sum) - 1;
            if (entry.sequence() != due) {
                throw new Rejected(last, "number " + due + " of " + entry.stream() + " is left out before it");
            }
            entries.add(entry);
        }
        return entries;
    }

    private LedgerEntry entry(ProvenAnswer.Entry proven, Checkpoint checkpoint) {
        try {
            var hashes = proven.inclusion().stream()
                    .map(Base64.getDecoder()::decode)
                    .map(Hash::of)
                    .toList();
            var proof = new InclusionProof(proven.position(), checkpoint.size(), hashes);
            if (!proof.proves(Hash.ofLeaf(proven.bytes()), checkpoint.root())) {
                throw new Rejected(proven.position(), "the log under the checkpoint does not hold this entry");
            }
            return codec.decode(proven.bytes());
        } catch (IllegalArgumentException | EntryCodec.MalformedEntry e) {
            throw new Rejected(proven.position(), String.valueOf(e.getMessage()));
        }
    }

    private void count(LegalStatus status) {
        if (answer.count() != null && answer.basis() != null) {
            var count = status.count(answer.basis(), answer.on());
            if (count != answer.count()) {
                throw new Rejected(null, "the entries give " + count + ", the answer says " + answer.count());
            }
        }
    }

    private void rows(LegalStatus status) {
        for (var row : answer.rows()) {
            var is = row(Particulars.of(status, row.participant(), answer.on()));
            if (!is.equals(row)) {
                throw new Rejected(null, "the entries give " + is + ", the answer says " + row);
            }
        }
        var are =
                switch (answer.which()) {
                    case NONE, ONE -> Stream.<ParticipantId>empty();
                    case PARTIES -> status.partiesOn(answer.on(), true).stream().map(Membership::participant);
                    case PARTICIPANTS -> status.histories().stream().map(History::participant);
                };
        var said = answer.rows().stream().map(ProvenAnswer.Row::participant);
        if (answer.which() != ProvenAnswer.Which.ONE
                && !said.sorted().toList().equals(are.sorted().toList())) {
            throw new Rejected(null, "the answer lists other States than the entries give");
        }
    }

    private static ProvenAnswer.Row row(Particulars it) {
        var means = it.means();
        return new ProvenAnswer.Row(
                it.participant(),
                it.status().label(),
                it.signedOn(),
                it.depositedOn(),
                means == null ? null : means.label(),
                it.entersIntoForceOn(),
                it.exitsOn());
    }
}
