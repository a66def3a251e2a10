package org.treatyledger.projections.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.InclusionProof;
import org.treatyledger.core.transparency.SignedNote;
import org.treatyledger.projections.feed.FollowedLog;
import org.treatyledger.projections.register.RegisterRows;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.Proofs;

/** Proofs from the tiles of a log elsewhere, for entries that are kept here. */
@Component
final class RemoteProofs implements Proofs {

    private final FollowedLog log;
    private final RegisterRows rows;
    private final EntryCodec codec;

    RemoteProofs(FollowedLog log, RegisterRows rows, EntryCodec codec) {
        this.log = log;
        this.rows = rows;
        this.codec = codec;
    }

    @Override
    public Map<String, Object> of(List<Long> positions) {
        try {
            var note = log.note();
            var size = Checkpoint.parse(SignedNote.parse(note).text()).size();
            var proof = new LinkedHashMap<String, Object>();
            proof.put("checkpoint", note);
            proof.put(
                    "entries",
                    positions.stream().map(position -> entry(position, size)).toList());
            return proof;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> entry(long position, long size) {
        var entry = rows.entry(position).orElseThrow(() -> Problem.of(
                        404, "unknown-position", "Nothing is known here of position " + position + ".")
                .asException());
        var row = new LinkedHashMap<String, Object>();
        row.put("position", position);
        row.put("entry", Base64.getEncoder().encodeToString(codec.bytes(entry)));
        row.put(
                "inclusion",
                InclusionProof.of(position, size, log.nodes().of(size)).hashes().stream()
                        .map(Hash::bytes)
                        .map(Base64.getEncoder()::encodeToString)
                        .toList());
        return row;
    }
}
