package org.treatyledger.api.operations;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.projections.register.Rebuild;
import org.treatyledger.projections.register.RebuildState;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.web.Problem;

/** The projections, how far they are, and building them anew. Asked twice, one rebuild goes on: no key is needed. */
@RestController
final class ProjectionsController {

    private static final String REGISTER = "register";
    private static final String ADDRESS = "/api/v1/projections/";

    /** A form of another site can send this, with a password that a browser remembers: it has no body to tell it by. */
    private static final Set<String> SAME = Set.of("same-origin", "none");

    private final EventLog log;
    private final Register register;
    private final Rebuild rebuild;

    ProjectionsController(EventLog log, Register register, Rebuild rebuild) {
        this.log = log;
        this.register = register;
        this.rebuild = rebuild;
    }

    @GetMapping("/api/v1/projections")
    Map<String, Object> projections() {
        return Map.of("projections", List.of(row()));
    }

    @GetMapping(ADDRESS + "{projection}")
    Map<String, Object> projection(@PathVariable String projection) {
        known(projection);
        return row();
    }

    @PostMapping(ADDRESS + "{projection}/rebuild")
    ResponseEntity<Map<String, Object>> begin(
            @PathVariable String projection,
            @RequestHeader(name = "Sec-Fetch-Site", required = false) @Nullable String site) {
        known(projection);
        if (site != null && !SAME.contains(site)) {
            throw Problem.of(403, "cross-site", "Another site asks for this in your browser.")
                    .remedy("Use the page /operations.")
                    .asException();
        }
        rebuild.begin();
        return ResponseEntity.accepted()
                .location(URI.create(ADDRESS + projection))
                .body(row());
    }

    @DeleteMapping(ADDRESS + "{projection}/rebuild")
    Map<String, Object> cancel(@PathVariable String projection) {
        known(projection);
        if (rebuild.cancel().isEmpty()) {
            throw Problem.of(409, "no-rebuild-under-way", "No rebuild of " + projection + " is under way.")
                    .remedy("GET " + ADDRESS + projection + " says how the last one ended.")
                    .asException();
        }
        return row();
    }

    private static void known(String projection) {
        if (!projection.equals(REGISTER)) {
            throw Problem.of(404, "unknown-projection", "There is no projection of the name " + projection + ".")
                    .remedy("GET /api/v1/projections lists them.")
                    .asException();
        }
    }

    /** The rebuild is looked at first: where it says that it is done, the rest is of its generation. */
    private Map<String, Object> row() {
        var state = rebuild.state();
        var row = new LinkedHashMap<String, Object>();
        row.put("projection", REGISTER);
        row.put("generation", register.generation());
        row.put("size", register.size());
        row.put("recorded", log.head().size());
        row.put("rebuild", state.map(ProjectionsController::row).orElse(null));
        return row;
    }

    private static @Nullable Map<String, Object> row(RebuildState state) {
        var row = new LinkedHashMap<String, Object>();
        row.put("state", state.phase().label());
        row.put("generation", state.generation());
        row.put("size", state.size());
        row.put("recorded", state.recorded());
        row.put("percent", state.percent());
        row.put("startedAt", state.startedAt());
        row.put("endedAt", state.endedAt());
        row.put("differences", state.differences());
        row.put("failure", state.failure());
        return row;
    }
}
