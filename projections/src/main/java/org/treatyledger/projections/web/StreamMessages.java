package org.treatyledger.projections.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.Register.Reading;
import org.treatyledger.projections.register.RegisterRows;
import tools.jackson.databind.json.JsonMapper;

/** Writes what the stream says: acts as they were recorded, and counts as they stand today. */
final class StreamMessages {

    private final Register register;
    private final EventRows events;
    private final JsonMapper json;
    private final Clock clock;

    StreamMessages(Register register, EventRows events, JsonMapper json, Clock clock) {
        this.register = register;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    StreamMessage action(LedgerEntry entry) {
        return StreamMessage.action(
                RegisterRows.treatyOf(entry), entry.position(), json.writeValueAsString(events.row(entry)));
    }

    /**
     * The count of a treaty today.
     *
     * @param id the position that the message is named by
     * @param asOf up to which position it is counted
     */
    Optional<StreamMessage> count(TreatyId treaty, long id, long asOf) {
        return register.read(treaty, new AsOf(null, asOf)).map(reading -> count(treaty, id, reading));
    }

    private StreamMessage count(TreatyId treaty, long id, Reading reading) {
        var today = today(reading);
        var count = reading.status().count(Basis.IN_FORCE, today);
        var data = new LinkedHashMap<String, Object>();
        data.put("treaty", treaty.value());
        data.put("count", count);
        data.put("basis", Basis.IN_FORCE.label());
        data.put("on", today);
        data.put("position", id);
        return StreamMessage.count(treaty, id, count, json.writeValueAsString(data));
    }

    private LocalDate today(Reading reading) {
        return new Clocks(null, null, null).day(reading, clock);
    }
}
