package org.treatyledger.projections.web;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.Area;
import org.treatyledger.core.implementation.AreaStatus;
import org.treatyledger.core.implementation.ImplementationState;
import org.treatyledger.core.implementation.RecordedStep;
import org.treatyledger.core.implementation.StandingStep;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.web.ImplementationMatrix.Row;

/** The rows of answers about national implementation, for JSON and CSV: names of fields are the contract's. */
public final class ImplementationRows {

    private final Register register;
    private final StatusRows rows;

    public ImplementationRows(Register register, StatusRows rows) {
        this.register = register;
        this.rows = rows;
    }

    /** How far States have carried the treaty out, as asked. */
    public ImplementationMatrix matrix(Asked asked) {
        return ImplementationMatrix.of(asked, register, rows);
    }

    /** The steps of one State that may be known, in the order of recording. */
    List<Map<String, Object>> steps(Asked asked, ParticipantId id) {
        return register
                .implementation(asked.status().clauses().treaty())
                .getOrDefault(id, ImplementationState.START)
                .steps(ImplementationMatrix.asOf(asked))
                .stream()
                .map(ImplementationRows::step)
                .toList();
    }

    private static Map<String, Object> step(RecordedStep recorded) {
        var row = new LinkedHashMap<String, Object>();
        row.put("position", recorded.position());
        row.putAll(said(recorded));
        row.put("areas", recorded.step().areas().stream().map(Area::label).toList());
        row.put("received", recorded.received());
        row.put("corrections", recorded.corrections());
        return row;
    }

    private static Map<String, Object> said(RecordedStep recorded) {
        var step = recorded.step();
        var row = new LinkedHashMap<String, Object>();
        row.put("step", step.stage().label());
        row.put("law", step.law());
        row.put("date", step.date().toString());
        row.put("source", step.source());
        row.put("confidence", step.confidence());
        row.put("assessor", step.assessor());
        row.put("note", step.note());
        return row;
    }

    /** One State: in each area what was last done, and what assessors say of each law. */
    static Map<String, Object> row(Row state) {
        var row = start(state);
        var areas = new LinkedHashMap<String, Object>();
        state.areas().forEach(area -> areas.put(area.area().label(), area(area)));
        row.put("areas", areas);
        row.put("areasCovered", state.areasCovered().stream().map(Area::label).toList());
        row.put("contested", state.isContested());
        row.put("uncertain", state.isUncertain());
        row.put("version", state.version());
        row.put(
                "evidence",
                state.areas().stream()
                        .flatMap(area -> area.steps().stream())
                        .flatMap(standing -> standing.recorded().evidence().stream())
                        .distinct()
                        .sorted()
                        .toList());
        return row;
    }

    private static Map<String, Object> start(Row state) {
        var row = new LinkedHashMap<String, Object>();
        row.put("participant", state.participant().code());
        row.put("name", state.name());
        row.put("region", state.region());
        row.put("status", state.status().label());
        return row;
    }

    private static @Nullable Map<String, Object> area(AreaStatus area) {
        return area.last()
                .map(last -> {
                    var row = standing(last);
                    row.put("contested", area.isContested());
                    row.put("uncertain", area.isUncertain());
                    row.put(
                            "assessors",
                            area.steps().stream()
                                    .map(standing -> standing.step().assessor())
                                    .distinct()
                                    .toList());
                    row.put(
                            "steps",
                            area.steps().stream()
                                    .map(ImplementationRows::standing)
                                    .toList());
                    return row;
                })
                .orElse(null);
    }

    private static Map<String, Object> standing(StandingStep standing) {
        var row = said(standing.recorded());
        row.put("received", standing.recorded().received());
        row.put("contested", standing.contested());
        row.put("uncertain", standing.uncertain());
        row.put("evidence", standing.recorded().evidence());
        return row;
    }

    /** A State as lines: one an area and standing step, and one for each area that has none. */
    static Stream<Map<String, Object>> lines(Row state) {
        return state.areas().stream().flatMap(area -> {
            var steps = area.steps();
            return steps.isEmpty()
                    ? Stream.of(line(state, area.area(), EMPTY))
                    : steps.stream().map(standing -> line(state, area.area(), standing(standing)));
        });
    }

    private static final Map<String, Object> EMPTY = Map.of();

    private static final List<String> COLUMNS = List.of(
            "step",
            "law",
            "date",
            "source",
            "confidence",
            "assessor",
            "note",
            "received",
            "contested",
            "uncertain",
            "evidence");

    private static Map<String, Object> line(Row state, Area area, Map<String, Object> standing) {
        var line = start(state);
        line.put("area", area.label());
        COLUMNS.forEach(column -> line.put(column, standing.get(column)));
        return line;
    }

    /** How many parties there are, how many have a law at all and in each area, and how many nothing. */
    static Map<String, Object> totals(ImplementationMatrix matrix) {
        var totals = new LinkedHashMap<String, Object>();
        var parties = matrix.parties();
        totals.put("parties", parties.size());
        totals.put("withLaw", matrix.partiesWithLaw(null));
        totals.put("none", matrix.none().size());
        totals.put("contested", parties.stream().filter(Row::isContested).count());
        totals.put("uncertain", parties.stream().filter(Row::isUncertain).count());
        var areas = new LinkedHashMap<String, Object>();
        Arrays.stream(Area.values()).forEach(area -> areas.put(area.label(), matrix.partiesWithLaw(area)));
        totals.put("areas", areas);
        return totals;
    }
}
