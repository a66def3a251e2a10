package org.treatyledger.projections.web;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.treatyledger.core.treaty.CalendarEntry;
import org.treatyledger.projections.register.RegisterRows;

/**
 * Coming dates as iCalendar (RFC 5545) and Atom (RFC 4287). Stamps are the instants of recording, so that the same
 * record gives the same text whenever it is asked.
 */
public final class Feeds {

    private static final String LINE = "\r\n";
    private static final int MOST_OCTETS = 75;
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final RegisterRows rows;

    public Feeds(RegisterRows rows) {
        this.rows = rows;
    }

    /** A day to come, with the question that it answers: which treaty, and as known when. */
    record Dated(Asked asked, CalendarEntry entry) {

        private String summary() {
            return asked.status().clauses().citedAs() + ": " + entry.sentence();
        }

        private String id() {
            return "urn:treatyledger:" + entry.key();
        }

        private String description() {
            return String.join("; ", entry.trace()) + (entry.trace().isEmpty() ? "" : ". ") + "Positions in the log: "
                    + entry.evidence();
        }
    }

    String calendar(String name, List<Dated> all) {
        var stamps = stamps(all);
        var text = new StringBuilder();
        line(text, "BEGIN:VCALENDAR");
        line(text, "VERSION:2.0");
        line(text, "PRODID:-//Ratification Ledger//Coming dates//EN");
        line(text, "CALSCALE:GREGORIAN");
        line(text, "X-WR-CALNAME:" + escaped(name));
        if (all.isEmpty()) {
            UTC.forEach(part -> line(text, part));
        }
        for (var one : all) {
            event(text, one, stamps);
        }
        line(text, "END:VCALENDAR");
        return text.toString();
    }

    /** A calendar has at least one component (RFC 5545 section 3.6): a zone, where there is no event. */
    private static final List<String> UTC = List.of(
            "BEGIN:VTIMEZONE",
            "TZID:Etc/UTC",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0000",
            "TZOFFSETTO:+0000",
            "END:STANDARD",
            "END:VTIMEZONE");

    private static void event(StringBuilder text, Dated one, Map<Long, Instant> stamps) {
        var entry = one.entry();
        line(text, "BEGIN:VEVENT");
        line(text, "UID:" + one.id());
        line(text, "DTSTAMP:" + STAMP.format(stamp(entry, stamps)));
        line(text, "SEQUENCE:" + entry.revision());
        line(text, "DTSTART;VALUE=DATE:" + DAY.format(entry.day()));
        line(text, "DTEND;VALUE=DATE:" + DAY.format(entry.day().plusDays(1)));
        line(text, "SUMMARY:" + escaped(one.summary()));
        line(text, "DESCRIPTION:" + escaped(one.description()));
        line(text, "TRANSP:TRANSPARENT");
        line(text, "END:VEVENT");
    }

    private Map<Long, Instant> stamps(List<Dated> all) {
        return rows.recordedAt(
                all.stream().map(one -> last(one.entry())).distinct().toList());
    }

    /** The position of the last act behind an entry: the treaty's registration where there is none. */
    private static long last(CalendarEntry entry) {
        return Collections.max(entry.evidence());
    }

    private static Instant stamp(CalendarEntry entry, Map<Long, Instant> stamps) {
        return Objects.requireNonNull(stamps.get(last(entry))).truncatedTo(ChronoUnit.SECONDS);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r", "")
                .replace("\n", "\\n");
    }

    /** Folds after 75 octets, never within a character: the continuation starts with a space. RFC 5545 section 3.1. */
    private static void line(StringBuilder text, String line) {
        var octets = 0;
        for (var at = 0; at < line.length(); at = line.offsetByCodePoints(at, 1)) {
            var character = Character.toString(line.codePointAt(at));
            var size = character.getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > MOST_OCTETS) {
                text.append(LINE).append(' ');
                octets = 1;
            }
            text.append(character);
            octets += size;
        }
        text.append(LINE);
    }

    /**
     * A feed as its readers know it.
     *
     * @param self the address it was read from
     * @param site the address of the ledger, without a slash at the end
     */
    record Channel(String id, String title, String self, String site) {}

    String atom(Channel channel, List<Dated> all) {
        var stamps = stamps(all);
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            element(xml, "id", channel.id());
            element(xml, "title", channel.title());
            element(xml, "updated", updated(all, stamps).toString());
            link(xml, channel.self(), "self");
            link(xml, channel.site() + "/", "alternate");
            xml.writeStartElement("author");
            element(xml, "name", "Ratification Ledger");
            xml.writeEndElement();
            for (var one : all) {
                entry(xml, channel, one, stamp(one.entry(), stamps));
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static Instant updated(List<Dated> all, Map<Long, Instant> stamps) {
        return all.stream()
                .map(one -> stamp(one.entry(), stamps))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static void entry(XMLStreamWriter xml, Channel channel, Dated one, Instant updated)
            throws XMLStreamException {
        xml.writeStartElement("entry");
        element(xml, "id", one.id());
        element(xml, "title", one.entry().day() + " " + one.summary());
        element(xml, "updated", updated.toString());
        link(xml, channel.site() + "/treaties/" + one.asked().treaty(), "alternate");
        element(xml, "summary", one.description());
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String href, String relation) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("href", href);
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }
}
