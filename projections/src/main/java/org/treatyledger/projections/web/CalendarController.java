package org.treatyledger.projections.web;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.treatyledger.core.treaty.CalendarEntry.Kind;
import org.treatyledger.core.treaty.LegalCalendar;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.web.Feeds.Dated;

/** Days to come, as an answer, a calendar that other programs subscribe to, and a feed (contract, section 5). */
@RestController
@RequestMapping("/api/v1")
final class CalendarController {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);
    private static final MediaType ATOM = new MediaType("application", "atom+xml", StandardCharsets.UTF_8);

    private static final String ALL_TREATIES = "All treaties";

    private final Questions questions;
    private final Register register;
    private final Feeds feeds;

    CalendarController(Questions questions, Register register, Feeds feeds) {
        this.questions = questions;
        this.register = register;
        this.feeds = feeds;
    }

    /** Which days and kinds are asked for. */
    private record Range(@Nullable LocalDate from, @Nullable LocalDate to, Set<Kind> kinds) {

        static Range parse(@Nullable String from, @Nullable String to, @Nullable String kinds) {
            var range = new Range(Clocks.day("from", from), Clocks.day("to", to), kinds(kinds));
            Clocks.inOrder(range.from, range.to);
            return range;
        }

        private static Set<Kind> kinds(@Nullable String labels) {
            if (labels == null || labels.isEmpty()) {
                return LegalCalendar.USUAL;
            }
            var kinds = EnumSet.noneOf(Kind.class);
            for (var label : List.of(labels.split(",", -1))) {
                kinds.add(Kind.parse(label).orElseThrow(() -> Problem.of(
                                400, "malformed-parameter", "\"" + label + "\" is not a kind of entry.")
                        .field("kinds")
                        .remedy("Use "
                                + String.join(
                                        ", ",
                                        Arrays.stream(Kind.values())
                                                .map(Kind::label)
                                                .toList())
                                + ".")
                        .asException()));
            }
            return kinds;
        }
    }

    private List<Dated> of(Asked asked, Range range) {
        return LegalCalendar.between(
                        asked.status(),
                        register.participants(),
                        range.from() == null ? asked.day() : range.from(),
                        range.to(),
                        range.kinds())
                .stream()
                .map(entry -> new Dated(asked, entry))
                .toList();
    }

    private List<Dated> everywhere(Clocks clocks, Range range) {
        return questions
                .askAll(clocks)
                .flatMap(asked -> of(asked, range).stream())
                .sorted(Comparator.comparing(one -> one.entry().day()))
                .toList();
    }

    @GetMapping("/treaties/{treaty}/calendar")
    Object calendar(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String kinds,
            Clocks clocks) {
        var range = Range.parse(from, to, kinds);
        var asked = questions.ask(treaty, clocks);
        var answer = asked.answer();
        answer.put("from", range.from() == null ? asked.day() : range.from());
        answer.put("to", range.to());
        answer.put("calendar", rows(of(asked, range)));
        return answer;
    }

    @GetMapping("/calendar")
    Object calendars(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String kinds,
            Clocks clocks) {
        var range = Range.parse(from, to, kinds);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("from", range.from()); // null: each treaty from its own today on
        answer.put("to", range.to());
        answer.put("checkpoint", register.size());
        answer.put("calendar", rows(everywhere(clocks, range)));
        return answer;
    }

    private List<Map<String, Object>> rows(List<Dated> all) {
        return all.stream().map(this::row).toList();
    }

    private Map<String, Object> row(Dated one) {
        var row = new LinkedHashMap<String, Object>();
        var entry = one.entry();
        var participant = entry.participant();
        row.put("treaty", one.asked().treaty());
        row.put("date", entry.day());
        row.put("kind", entry.kind().label());
        row.put("participant", participant == null ? null : participant.code());
        row.put("name", participant == null ? null : register.participants().nameOf(participant));
        row.put("sentence", entry.sentence());
        row.put("trace", entry.trace());
        row.put("evidence", entry.evidence());
        return row;
    }

    @GetMapping("/treaties/{treaty}/calendar.ics")
    ResponseEntity<byte[]> ics(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String kinds,
            Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var text = feeds.calendar(asked.status().clauses().citedAs(), of(asked, Range.parse(from, to, kinds)));
        return feed(CALENDAR, asked.reading().size(), text);
    }

    @GetMapping("/calendar.ics")
    ResponseEntity<byte[]> icsOfAll(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String kinds,
            Clocks clocks) {
        var size = register.size();
        return feed(CALENDAR, size, feeds.calendar(ALL_TREATIES, everywhere(clocks, Range.parse(from, to, kinds))));
    }

    @GetMapping("/treaties/{treaty}/calendar.atom")
    ResponseEntity<byte[]> atom(
            @PathVariable String treaty,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String kinds,
            Clocks clocks) {
        var asked = questions.ask(treaty, clocks);
        var channel = channel(treaty + "/calendar", asked.status().clauses().citedAs());
        return feed(ATOM, asked.reading().size(), feeds.atom(channel, of(asked, Range.parse(from, to, kinds))));
    }

    @GetMapping("/calendar.atom")
    ResponseEntity<byte[]> atomOfAll(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String kinds,
            Clocks clocks) {
        var size = register.size();
        var all = everywhere(clocks, Range.parse(from, to, kinds));
        return feed(ATOM, size, feeds.atom(channel("calendar", ALL_TREATIES), all));
    }

    private static Feeds.Channel channel(String path, String name) {
        return new Feeds.Channel(
                "urn:treatyledger:" + path,
                name + ": coming dates",
                ServletUriComponentsBuilder.fromCurrentRequest().toUriString(),
                ServletUriComponentsBuilder.fromCurrentContextPath().toUriString());
    }

    /** Whoever polls is told where nothing has changed: the text is the same as long as its hash is. */
    private static ResponseEntity<byte[]> feed(MediaType type, long size, String text) {
        return ResponseEntity.ok()
                .contentType(type)
                .eTag(size + "-" + Integer.toHexString(text.hashCode()))
                .body(text.getBytes(StandardCharsets.UTF_8));
    }
}
