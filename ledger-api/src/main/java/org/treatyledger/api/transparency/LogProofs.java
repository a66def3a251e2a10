package org.treatyledger.api.transparency;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.projections.web.Proofs;

/** Proofs from the log of this process. */
public final class LogProofs implements Proofs {

    private final PublicLog log;

    public LogProofs(PublicLog log) {
        this.log = log;
    }

    @Override
    public Map<String, Object> of(List<Long> positions) {
        var published = log.checkpoint();
        var size = published.checkpoint().size();
        var bytes = log.entries(positions);
        var entries = positions.stream()
                .map(position -> entry(position, size, Objects.requireNonNull(bytes.get(position))))
                .toList();
        var proof = new LinkedHashMap<String, Object>();
        proof.put("checkpoint", published.note().toString());
        proof.put("entries", entries);
        return proof;
    }

    private Map<String, Object> entry(long position, long size, byte[] bytes) {
        var row = new LinkedHashMap<String, Object>();
        row.put("position", position);
        row.put("entry", Base64.getEncoder().encodeToString(bytes));
        row.put(
                "inclusion",
                log.inclusion(position, size).hashes().stream()
                        .map(Hash::bytes)
                        .map(Base64.getEncoder()::encodeToString)
                        .toList());
        return row;
    }
}
