package org.treatyledger.core.verify;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.ProvenAnswer;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.verify.Verdict.Rejected;
import org.treatyledger.core.verify.Verdict.Verified;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * An answer that came with its proof: every entry is proved to stand in the log, every stream among them is whole from
 * its beginning, and the law gives the same answer from them. What was recorded after the last of them it cannot know.
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
            var replay = new Replay();
            entries(checkpoint).forEach(replay);
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

    private AsOf asOf() {
        var view = answer.view().equals(AsOf.View.PUBLIC.label()) ? AsOf.View.PUBLIC : AsOf.View.LEGAL;
        return new AsOf(answer.known(), answer.position(), view);
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
        if (answer.count() == null || answer.basis() == null) {
            return;
        }
        var basis = Basis.parse(answer.basis())
                .orElseThrow(() -> new Rejected(null, "not a basis of a count: " + answer.basis()));
        var count = status.count(basis, answer.on());
        if (count != answer.count()) {
            throw new Rejected(null, "the entries give " + count + ", the answer says " + answer.count());
        }
    }

    private void rows(LegalStatus status) {
        for (var row : answer.rows()) {
            var who = row.participant();
            var is = status.status(who, answer.on()).label();
            if (!is.equals(row.status())) {
                throw new Rejected(null, who + " is " + is + " by the entries, the answer says " + row.status());
            }
            if (row.entersIntoForceOn() != null && period(status, who, row).isEmpty()) {
                throw new Rejected(
                        null,
                        "by the entries, no period of " + who + " runs from " + row.entersIntoForceOn() + " to "
                                + row.exitsOn());
            }
        }
        if (answer.areParties()) {
            var said = answer.rows().stream()
                    .map(ProvenAnswer.Row::participant)
                    .sorted()
                    .toList();
            var are = status.partiesOn(answer.on(), true).stream()
                    .map(Membership::participant)
                    .sorted()
                    .toList();
            if (!said.equals(are)) {
                throw new Rejected(null, "the entries give " + are.size() + " parties, the answer lists other ones");
            }
        }
    }

    private static Optional<Membership> period(LegalStatus status, ParticipantId who, ProvenAnswer.Row row) {
        return status.memberships(who).stream()
                .filter(period -> period.entersIntoForceOn().equals(row.entersIntoForceOn())
                        && Objects.equals(period.exitsOn(), row.exitsOn()))
                .findFirst();
    }
}
