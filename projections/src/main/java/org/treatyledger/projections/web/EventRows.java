package org.treatyledger.projections.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.projections.register.RegisterRows;

/** Entries of the log as rows: what was recorded, and the hash of its exact bytes. */
public final class EventRows {

    private final EntryCodec codec;

    public EventRows(EntryCodec codec) {
        this.codec = codec;
    }

    /** One entry. */
    public Map<String, Object> row(LedgerEntry entry) {
        var bytes = codec.bytes(entry);
        var row = new LinkedHashMap<String, Object>();
        row.put("position", entry.position());
        row.put("treaty", RegisterRows.treatyOf(entry).value());
        codec.tree(bytes).properties().forEach(field -> row.putIfAbsent(field.getKey(), field.getValue()));
        row.put("leafHash", Hash.ofLeaf(bytes).toString());
        return row;
    }
}
