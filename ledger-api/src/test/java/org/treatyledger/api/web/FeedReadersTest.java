package org.treatyledger.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.time.LocalDate;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.api.RunningLedger;

/** The calendar and the feed as programs of others read them: a library that validates RFC 5545, one that reads Atom. */
class FeedReadersTest {

    private static final String ROME = "/api/v1/treaties/rome-statute/calendar";

    private final RunningLedger ledger = RunningLedger.withRealHistory();

    @ParameterizedTest
    @ValueSource(
            strings = {
                ROME + ".ics?from=1998-01-01",
                ROME + ".ics?from=2027-01-01&to=2027-12-31&kinds=boundary-day",
                ROME + ".ics?from=2090-01-01",
                "/api/v1/treaties/rome-statute-c/calendar.ics?from=1998-01-01",
                "/api/v1/calendar.ics?from=1998-01-01"
            })
    void givenACalendar_whenReadByAStrictReader_thenItIsValidAndEachEventIsIdentified(String address) throws Exception {
        var calendar =
                new CalendarBuilder().build(new StringReader(ledger.get(address).body()));

        assertThat(calendar.validate().getEntries()).isEmpty();
        assertThat(calendar.<VEvent>getComponents("VEVENT").stream()
                        .map(event -> event.getUid().orElseThrow().getValue()))
                .doesNotHaveDuplicates();
    }

    @Test
    void givenTheStatutesCalendar_whenRead_thenArmeniasDayIsThereWithItsArithmetic() throws Exception {
        var calendar = new CalendarBuilder()
                .build(new StringReader(
                        ledger.get(ROME + ".ics?from=2024-01-01&to=2024-12-31").body()));
        var armenia = calendar.<VEvent>getComponents("VEVENT").getFirst();

        assertThat(armenia.<LocalDate>getDateTimeStart().getDate()).isEqualTo(LocalDate.of(2024, 2, 1));
        assertThat(armenia.getSummary().getValue()).contains("Enters into force for Armenia.");
        assertThat(armenia.getDescription().getValue()).contains("60th day after: 2024-01-13");
    }

    @ParameterizedTest
    @ValueSource(strings = {ROME + ".atom?from=1998-01-01", "/api/v1/calendar.atom?from=1998-01-01"})
    void givenAFeed_whenReadByAReader_thenEachEntryHasWhatAReaderShows(String address) throws Exception {
        var feed =
                new SyndFeedInput().build(new StringReader(ledger.get(address).body()));

        assertThat(feed.getFeedType()).isEqualTo("atom_1.0");
        assertThat(feed.getEntries()).hasSizeGreaterThan(100).allSatisfy(FeedReadersTest::isShown);
        assertThat(feed.getEntries().stream().map(SyndEntry::getUri)).doesNotHaveDuplicates();
        assertThat(feed.getLinks()).anySatisfy(link -> {
            assertThat(link.getRel()).isEqualTo("self");
            assertThat(link.getHref()).startsWith("http://").endsWith(address);
        });
    }

    private static void isShown(SyndEntry entry) {
        assertThat(entry.getTitle()).isNotBlank();
        assertThat(entry.getUpdatedDate()).isNotNull();
        assertThat(entry.getLink()).startsWith("http://");
        assertThat(entry.getDescription().getValue()).isNotBlank();
    }
}
