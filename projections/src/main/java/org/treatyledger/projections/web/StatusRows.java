package org.treatyledger.projections.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.treaty.Act;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.treaty.History;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.treaty.Particulars;
import org.treatyledger.core.treaty.Series;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/** The rows of status answers, for JSON, CSV and pages alike: names of fields are the contract's. */
public final class StatusRows {

    private final Participants participants;
    private final EntryCodec codec;

    public StatusRows(Participants participants, EntryCodec codec) {
        this.participants = participants;
        this.codec = codec;
    }

    /** One participant of the directory. */
    public Map<String, Object> reference(Participant participant) {
        var row = new LinkedHashMap<String, Object>();
        row.put("participant", participant.id().code());
        row.put("name", participant.name());
        row.put(
                "kind",
                switch (participant) {
                    case Participant.State _ -> "state";
                    case Participant.RegionalOrganization _ -> "regional-organization";
                    case Participant.OtherEntity _ -> "other";
                });
        row.put("region", region(participant.id()));
        return row;
    }

    /** The regional group in which a State is counted, or null. */
    public @Nullable String region(ParticipantId id) {
        return participants
                .find(id)
                .flatMap(who ->
                        who instanceof Participant.State state ? Optional.ofNullable(state.region()) : Optional.empty())
                .orElse(null);
    }

    /** The parties on a day, in the order of entry into force. */
    public List<Map<String, Object>> parties(LegalStatus status, LocalDate day) {
        var ordinals = ordinals(status.series(Basis.IN_FORCE));
        return status.partiesOn(day, true).stream()
                .map(membership -> {
                    var row = row(status, membership.participant(), day);
                    row.put(
                            "ordinal",
                            participants.isRegionalOrganization(membership.participant())
                                    ? null
                                    : ordinals.get(membership.entersIntoForceOn()));
                    return row;
                })
                .toList();
    }

    /** The rank range of each day's cohort: those who enter together are not ordered among themselves. */
    private static Map<LocalDate, List<Integer>> ordinals(Series series) {
        var ordinals = new LinkedHashMap<LocalDate, List<Integer>>();
        for (var step : series.steps()) {
            ordinals.put(step.on(), List.of(step.count() - step.came().size() + 1, step.count()));
        }
        return ordinals;
    }

    /** Everyone who ever acted, in order of name. */
    public List<Map<String, Object>> participants(LegalStatus status, LocalDate day) {
        return status.histories().stream()
                .map(History::participant)
                .sorted((a, b) -> participants.nameOf(a).compareTo(participants.nameOf(b)))
                .map(id -> row(status, id, day))
                .toList();
    }

    /** What one participant is on a day. */
    public Map<String, Object> row(LegalStatus status, ParticipantId id, LocalDate day) {
        var it = Particulars.of(status, id, day);
        var means = it.means();
        var row = new LinkedHashMap<String, Object>();
        row.put("participant", id.code());
        row.put("name", participants.nameOf(id));
        row.put("region", region(id));
        row.put("status", it.status().label());
        row.put("signedOn", it.signedOn());
        row.put("depositedOn", it.depositedOn());
        row.put("means", means == null ? null : means.label());
        row.put("entersIntoForceOn", it.entersIntoForceOn());
        row.put("exitsOn", it.exitsOn());
        row.put("nameOn", participants.nameOn(id, day));
        var disputes = status.disputes(id);
        if (!disputes.isEmpty()) {
            row.put("disputed", disputes.stream().map(Act::position).toList());
        }
        row.put("evidence", evidence(status.history(id), it, day));
        return row;
    }

    private static List<Long> evidence(Optional<History> history, Particulars it, LocalDate day) {
        var evidence = new TreeSet<Long>();
        history.flatMap(History::signature)
                .filter(act -> !act.receivedOn().isAfter(day))
                .ifPresent(act -> evidence.addAll(act.evidence()));
        Stream.ofNullable(it.consent()).forEach(consent -> evidence.addAll(consent.evidence()));
        Stream.ofNullable(it.period()).forEach(period -> evidence.addAll(period.evidence()));
        return List.copyOf(evidence);
    }

    /** Everything about one participant: status with its reasons, membership periods, declarations, acts. */
    public Map<String, Object> participant(LegalStatus status, ParticipantId id, LocalDate day) {
        var answer = row(status, id, day);
        var memberships = status.memberships(id);
        answer.put("trace", status.trace(id, day));
        answer.put("memberships", memberships.stream().map(StatusRows::period).toList());
        answer.put(
                "declarations",
                status.history(id).stream()
                        .flatMap(history -> history.declarations().stream())
                        .map(declaration -> {
                            var row = new LinkedHashMap<String, Object>();
                            row.put("kind", declaration.kind());
                            row.put("from", declaration.from());
                            row.put("until", declaration.until());
                            row.put("holds", declaration.holdsOn(day));
                            row.put("position", declaration.act().position());
                            return row;
                        })
                        .toList());
        answer.put(
                "acts",
                status.history(id).stream()
                        .flatMap(it -> it.acts().stream())
                        .map(this::act)
                        .toList());
        return answer;
    }

    private static Map<String, Object> period(Membership membership) {
        var row = new LinkedHashMap<String, Object>();
        var consent = membership.consent();
        row.put("means", consent == null ? null : consent.means().label());
        row.put("depositedOn", consent == null ? null : consent.depositedOn());
        row.put("entersIntoForceOn", membership.entersIntoForceOn());
        row.put("exitsOn", membership.exitsOn());
        row.put("trace", membership.trace());
        row.put("evidence", membership.evidence());
        return row;
    }

    private Map<String, Object> act(Act act) {
        var row = new LinkedHashMap<String, Object>();
        row.put("position", act.position());
        row.put("type", codec.typeOf(act.event()));
        codec.fields(act.event()).properties().forEach(field -> row.put(field.getKey(), field.getValue()));
        row.put("corrections", act.corrections());
        return row;
    }

    /** A series between two days, both included; the first step carries what had been counted before. */
    public List<Map<String, Object>> steps(Series series, @Nullable LocalDate from, @Nullable LocalDate to) {
        return series.steps().stream()
                .filter(step -> from == null || !step.on().isBefore(from))
                .filter(step -> to == null || !step.on().isAfter(to))
                .map(StatusRows::step)
                .toList();
    }

    private static Map<String, Object> step(Series.Step step) {
        var row = new LinkedHashMap<String, Object>();
        row.put("on", step.on());
        row.put("count", step.count());
        row.put("came", step.came().stream().map(ParticipantId::code).toList());
        row.put("went", step.went().stream().map(ParticipantId::code).toList());
        row.put("evidence", step.evidence());
        return row;
    }

    /** The same with each step's count by regional group. */
    public List<Map<String, Object>> stepsByRegion(
            LegalStatus status, Basis basis, @Nullable LocalDate from, @Nullable LocalDate to) {
        var byRegion = new LinkedHashMap<String, Integer>();
        var rows = new ArrayList<Map<String, Object>>();
        for (var step : status.series(basis).steps()) {
            step.came().forEach(id -> byRegion.merge(group(id), 1, Integer::sum));
            step.went().forEach(id -> byRegion.merge(group(id), -1, Integer::sum));
            if ((from == null || !step.on().isBefore(from))
                    && (to == null || !step.on().isAfter(to))) {
                var row = step(step);
                row.put("regions", new LinkedHashMap<>(byRegion));
                rows.add(row);
            }
        }
        return rows;
    }

    private String group(ParticipantId id) {
        var region = region(id);
        return region == null ? "none" : region;
    }
}
