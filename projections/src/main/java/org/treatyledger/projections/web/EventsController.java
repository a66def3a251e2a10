package org.treatyledger.projections.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.treatyledger.core.codec.EventType;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/** The log over HTTP, oldest first (contract, section 5). */
@RestController
@RequestMapping("/api/v1/events")
final class EventsController {

    private static final int MOST = 1_000;

    private final RegisterRows rows;
    private final Register register;
    private final EventRows events;
    private final Proofs proofs;

    EventsController(RegisterRows rows, Register register, EventRows events, Proofs proofs) {
        this.proofs = proofs;
        this.rows = rows;
        this.register = register;
        this.events = events;
    }

    @GetMapping
    Object events(
            @RequestParam(defaultValue = "0") String from,
            @RequestParam(defaultValue = "100") String limit,
            @RequestParam(required = false) @Nullable String treaty,
            @RequestParam(required = false) @Nullable String type) {
        var first = Clocks.number("from", from);
        var most = Math.clamp(Clocks.number("limit", limit), 1, MOST);
        var found = rows.entries(first, most, treatyOf(treaty), typeOf(type));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("events", found.stream().map(events::row).toList());
        answer.put("checkpoint", register.size());
        answer.put("next", found.size() < most ? null : next(found.getLast().position() + 1, most, treaty, type));
        return answer;
    }

    private static @Nullable TreatyId treatyOf(@Nullable String treaty) {
        return treaty == null ? null : TreatyId.parse(treaty).orElseThrow(() -> Clocks.unknownTreaty(treaty));
    }

    private static @Nullable String typeOf(@Nullable String type) {
        if (type != null && EventType.parse(type).isEmpty()) {
            throw Problem.of(400, "malformed-parameter", "\"" + type + "\" is not a type of event.")
                    .field("type")
                    .remedy("Use a type as in instrument-deposited.")
                    .asException();
        }
        return type;
    }

    private static String next(long from, int limit, @Nullable String treaty, @Nullable String type) {
        var next = UriComponentsBuilder.fromPath("/api/v1/events")
                .queryParam("from", from)
                .queryParam("limit", limit);
        if (treaty != null) {
            next.queryParam("treaty", treaty);
        }
        if (type != null) {
            next.queryParam("type", type);
        }
        return next.build().toUriString();
    }

    @GetMapping("/{position}")
    Map<String, Object> event(@PathVariable String position) {
        var row = rows.entry(Clocks.number("position", position))
                .map(events::row)
                .orElseThrow(
                        () -> Problem.of(404, "unknown-position", "Nothing is recorded at position " + position + ".")
                                .field("position")
                                .remedy("The log has " + register.size() + " entries, from position 0.")
                                .asException());
        row.put("proof", proofs.of(List.of(Clocks.number("position", position))));
        return row;
    }
}
