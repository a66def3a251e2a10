package org.treatyledger.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.Upcasters.Step;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent.AnnouncementNoted;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ParticipantId;

/** A program of years to come, whose announcements have a third revision, on a log that is of today. */
class UpcastersTest {

    private static final Upcasters TO_COME = new Upcasters(List.of(
            new Step(
                    EventType.ANNOUNCEMENT_NOTED,
                    1,
                    fields -> fields.put("text", fields.path("text").stringValue() + "!")),
            new Step(
                    EventType.ANNOUNCEMENT_NOTED,
                    2,
                    fields -> fields.put("text", fields.path("text").stringValue() + "?"))));

    private final EntryCodec today = new EntryCodec();
    private final EntryCodec toCome = new EntryCodec(TO_COME);

    private static LedgerEntry entry(String text) {
        return new LedgerEntry(
                7,
                "treaty/any",
                3,
                "a-command",
                new Actor("amina", "depositary"),
                Instant.parse("2026-11-27T12:00:00.000001Z"),
                new AnnouncementNoted(
                        new ParticipantId("KEN"), text, Communication.receivedOn(LocalDate.parse("2026-11-27"))));
    }

    @Test
    void givenAnEntryOfAnEarlierRevision_whenRead_thenItIsTodaysAndItsBytesAreThoseThatWereRecorded() {
        var bytes = today.encode(entry("noted"));

        var read = toCome.decode(bytes);

        assertThat(read).isEqualTo(entry("noted!?"));
        assertThat(toCome.bytes(read)).as("what is hashed and handed out").isEqualTo(bytes);
        assertThat(toCome.encode(read)).as("what would be written today").isNotEqualTo(bytes);
        assertThat(new String(toCome.encode(read), StandardCharsets.UTF_8)).contains("\"revision\":3");
    }

    @Test
    void givenAnEntryOfTheSecondRevision_whenRead_thenOnlyTheStepsAfterItAreTaken() {
        var bytes = new String(today.encode(entry("noted")), StandardCharsets.UTF_8)
                .replace("\"revision\":1", "\"revision\":2")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(toCome.decode(bytes)).isEqualTo(entry("noted?"));
        assertThatThrownBy(() -> today.decode(bytes))
                .as("an older program does not guess")
                .isInstanceOf(EntryCodec.MalformedEntry.class);
    }

    @Test
    void givenAnEntryThatIsNotRecordedYet_whenItsBytesAreAsked_thenThoseThatItWouldHave() {
        assertThat(today.bytes(entry("noted"))).isEqualTo(today.encode(entry("noted")));
    }

    @Test
    void givenStepsWithAGap_whenPutTogether_thenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Upcasters(List.of(new Step(EventType.ACT_CORRECTED, 2, fields -> fields))));
    }
}
