package org.treatyledger.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.treatyledger.core.Laws.caseOf;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.treatyledger.core.Laws;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.codec.EntryCodec.MalformedEntry;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import tools.jackson.databind.JsonNode;

/** Entries as exact bytes, and back. */
class EntryCodecTest {

    private static final int CASES = 200;

    private final EntryCodec codec = new EntryCodec();
    private final RandomGenerator random = Laws.random();
    private final AnyEvents any = new AnyEvents(random);

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LedgerEntry entry(TreatyEvent event) {
        return new LedgerEntry(
                412,
                "treaty/rome-statute",
                287,
                "01890a5d-ac96-774b-bcce-b302099a8057",
                new Actor("a.abebe", "Treaty Section"),
                Instant.parse("2023-11-14T16:05:09.123456Z"),
                event);
    }

    private static LedgerEntry deposit() {
        return entry(new TreatyEvent.InstrumentDeposited(
                id("ARM"), ConsentMeans.RATIFICATION, Communication.receivedOn(day("2023-11-14"))));
    }

    private static LedgerEntry announcement(String text) {
        return entry(new TreatyEvent.AnnouncementNoted(
                null, "text", new Communication(day("2023-11-14"), text, null, text, text, text)));
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void givenAnyEntry_whenEncodedAndDecoded_thenItIsTheSameAndItsBytesToo(EventType type) {
        for (var i = 0; i < CASES; i++) {
            var entry = any.entry(any.event(type));
            var bytes = codec.encode(entry);
            assertThat(codec.decode(bytes)).as(caseOf(text(bytes))).isEqualTo(entry);
            assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
            assertThat(codec.typeOf(entry.event())).isEqualTo(type.label());
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void givenAnyEntry_whenItsDraftIsPutInItsPlace_thenItsBytesAreThoseOfTheEntry(EventType type) {
        for (var i = 0; i < CASES; i++) {
            var entry = any.entry(any.event(type));
            assertThat(draft(entry).at(entry.position(), entry.recordedAt()))
                    .as(caseOf(text(codec.encode(entry))))
                    .isEqualTo(codec.encode(entry));
        }
    }

    private EntryCodec.Draft draft(LedgerEntry it) {
        return codec.draft(it.stream(), it.sequence(), it.commandId(), it.actor(), it.event());
    }

    @Test
    void givenATextThatLooksLikeAPlace_whenItsDraftIsPutInItsPlace_thenTheTextIsLeftAlone() {
        var entry = announcement(",\"position\":0,\"recordedAt\":\"1970-01-01T00:00:00.000000Z");
        assertThat(draft(entry).at(412, entry.recordedAt())).isEqualTo(codec.encode(entry));
    }

    @Test
    void givenADraftThatIsTooLargeOnlyAtALatePosition_thenItIsRefusedThere() {
        var spare = EntryCodec.MOST_BYTES - draft(large(0)).at(0, Instant.EPOCH).length;
        var draft = draft(large(spare));
        assertThat(draft.at(9, Instant.EPOCH)).hasSize(EntryCodec.MOST_BYTES);
        assertThatThrownBy(() -> draft.at(10, Instant.EPOCH)).isInstanceOf(EntryTooLarge.class);
        assertThatThrownBy(() -> draft(large(spare + 1))).isInstanceOf(EntryTooLarge.class);
    }

    private static LedgerEntry large(int more) {
        var text = "€".repeat(10_000);
        return entry(new TreatyEvent.AnnouncementNoted(
                null, text, new Communication(day("2023-11-14"), "x".repeat(more), null, text, null, null)));
    }

    @Test
    void givenAnEntry_whenEncoded_thenItsBytesAreThoseThatAnybodyCouldWriteByHand() {
        assertThat(text(codec.encode(deposit())))
                .isEqualTo("{\"actor\":{\"id\":\"a.abebe\",\"office\":\"Treaty Section\"},"
                        + "\"commandId\":\"01890a5d-ac96-774b-bcce-b302099a8057\","
                        + "\"event\":{\"date\":\"2023-11-14\",\"means\":\"ratification\",\"participant\":\"ARM\"},"
                        + "\"position\":412,\"recordedAt\":\"2023-11-14T16:05:09.123456Z\",\"revision\":1,"
                        + "\"sequence\":287,\"stream\":\"treaty/rome-statute\",\"type\":\"instrument-deposited\"}");
    }

    @Test
    void givenAWholeSecond_whenEncoded_thenItsMicrosecondsAreShownAllTheSame() {
        var entry = deposit();
        var whole = new LedgerEntry(
                entry.position(),
                entry.stream(),
                entry.sequence(),
                entry.commandId(),
                entry.actor(),
                Instant.parse("2023-11-14T16:05:09Z"),
                entry.event());
        assertThat(text(codec.encode(whole))).contains("\"recordedAt\":\"2023-11-14T16:05:09.000000Z\"");
        assertThat(codec.decode(codec.encode(whole))).isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void givenAnyEntry_whenEncoded_thenKeysAreSortedAndNothingIsNullInAnObject(EventType type) {
        for (var i = 0; i < CASES / 4; i++) {
            var bytes = codec.encode(any.entry(any.event(type)));
            assertCanonical(codec.tree(bytes), text(bytes));
        }
    }

    private static void assertCanonical(JsonNode node, String whole) {
        var names = new ArrayList<>(node.propertyNames());
        assertThat(names).as(caseOf(whole)).isSorted();
        node.forEach(child -> assertCanonical(child, whole));
    }

    @Test
    void givenTextsOfEveryKind_whenEncoded_thenTheyAreEscapedAsRfc8785Says() {
        var event = new TreatyEvent.AnnouncementNoted(
                null, "\u20ac$\u000f\nA'B\"\\/\u007f\ud83d\ude00", Communication.receivedOn(day("2023-11-14")));
        assertThat(text(codec.encode(entry(event))))
                .contains("\"text\":\"\u20ac$\\u000f\\nA'B\\\"\\\\/\u007f\ud83d\ude00\"");
    }

    @Test
    void givenAnEntryOf65535Bytes_whenEncoded_thenAcceptedAndOneMoreRefused() {
        var fixed = codec.encode(announcement("x")).length - 4;
        var pad = "\u20ac".repeat(5_400); // three bytes each, four times
        var rest = EntryCodec.MOST_BYTES - fixed - 4 * 3 * pad.length();
        var fits = new TreatyEvent.AnnouncementNoted(
                null, "text" + "x".repeat(rest), new Communication(day("2023-11-14"), pad, null, pad, pad, pad));
        assertThat(codec.encode(entry(fits))).hasSize(65_535);
        assertThat(codec.decode(codec.encode(entry(fits)))).isEqualTo(entry(fits));
        var tooLarge = new TreatyEvent.AnnouncementNoted(
                null, "text" + "x".repeat(rest + 1), new Communication(day("2023-11-14"), pad, null, pad, pad, pad));
        assertThatThrownBy(() -> codec.encode(entry(tooLarge)))
                .isInstanceOf(EntryTooLarge.class)
                .hasMessageContaining("65536");
    }

    @Test
    void givenAnyBytes_whenMutated_thenTheyAreAnEntryStillOrMalformedAndNothingElse() {
        var malformed = 0;
        for (var type : EventType.values()) {
            for (var i = 0; i < 600; i++) {
                var mutant = mutated(codec.encode(any.entry(any.event(type))));
                try {
                    assertThat(codec.decode(mutant)).isNotNull();
                } catch (MalformedEntry e) {
                    malformed++;
                } catch (RuntimeException e) {
                    throw new AssertionError(caseOf(text(mutant)), e);
                }
            }
        }
        assertThat(malformed).isGreaterThan(3_000);
    }

    private byte[] mutated(byte[] bytes) {
        var at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> {
                var flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> bytes(text(bytes).substring(0, at / 2));
            case 2 -> {
                var changed = bytes.clone();
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
            case 3 -> bytes(text(bytes) + text(bytes));
            case 4 -> bytes(swappedValues(text(bytes)));
            default -> bytes(text(bytes).replaceFirst("[0-9]+", String.valueOf(random.nextLong())));
        };
    }

    /** Exchanges one value for a value of another kind. */
    private String swappedValues(String text) {
        var others = List.of("null", "true", "[]", "{}", "1e400", "-0", "9".repeat(40), "\"\"", "\"\\ud800\"");
        var places = Stream.of(text.split("(?<=\":)")).toList();
        var which = 1 + random.nextInt(places.size() - 1);
        var swapped = new ArrayList<>(places);
        swapped.set(
                which,
                swapped.get(which)
                        .replaceFirst(
                                "^(\"[^\"]*\"|[0-9]+|true|false)",
                                others.get(random.nextInt(others.size())).replace("\\", "\\\\")));
        return String.join("", swapped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "\"text\"",
                "{\"position\":0",
                "{\"position\":0}",
                "{\"position\":0,\"position\":0}",
                "\u0000",
            })
    void givenBytesThatAreNoEntry_whenDecoded_thenMalformed(String text) {
        assertThatThrownBy(() -> codec.decode(bytes(text))).isInstanceOf(MalformedEntry.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\"type\":\"instrument-deposited\" -> \"type\":\"instrument-destroyed\"",
                "\"revision\":1 -> \"revision\":2",
                "\"revision\":1 -> \"revision\":0",
                "\"position\":412 -> \"position\":-1",
                "\"position\":412 -> \"position\":4.5",
                "\"position\":412, -> ",
                "\"sequence\":287 -> \"sequence\":\"287\"",
                "2023-11-14T16:05:09.123456Z -> 2023-11-14 16:05:09",
                "2023-11-14T16:05:09.123456Z -> 2023-02-30T16:05:09Z",
                "\"means\":\"ratification\" -> \"means\":\"signature\"",
                "\"means\" -> \"means2\"",
                "\"date\":\"2023-11-14\" -> \"date\":\"2023-11-31\"",
                "\"office\": -> \"role\":\"x\",\"office\":",
                "\"actor\": -> \"reason\":\"x\",\"actor\":",
                "\"event\": -> \"event\":{},\"event\":",
            })
    void givenAnEntry_whenOneThingInItIsWrong_thenMalformed(String change) {
        var parts = change.split(" -> ", -1);
        var text = text(codec.encode(deposit()));
        assertThat(text).contains(parts[0]);
        assertThatThrownBy(() -> codec.decode(bytes(text.replaceFirst(Pattern.quote(parts[0]), parts[1]))))
                .isInstanceOf(MalformedEntry.class);
    }

    @Test
    void givenACorrectionWhoseReplacementIsARegistration_whenDecoded_thenMalformed() {
        var correction = new TreatyEvent.ActCorrected(
                1,
                new TreatyEvent.DecisionRecorded("activation", Communication.receivedOn(day("2017-12-14"))),
                "recorded wrongly",
                Communication.receivedOn(day("2018-01-01")));
        var text = text(codec.encode(entry(correction)));
        assertThatCode(() -> codec.decode(bytes(text))).doesNotThrowAnyException();
        assertThatThrownBy(() -> codec.decode(bytes(text.replace("decision-recorded", "treaty-registered"))))
                .isInstanceOf(MalformedEntry.class);
    }

    @Test
    void givenRulesThatNestTooDeep_whenAnEntryHoldsThem_thenMalformed() {
        var registration = new TreatyEvent.TreatyRegistered(Seed.clauses("apic"));
        var text = text(codec.encode(entry(registration)));
        var deep = "{\"firstOfMonthAfter\":".repeat(600) + "\"onDay\"" + "}".repeat(600);
        assertThat(text).contains("{\"plusDays\":30}");
        assertThatThrownBy(() -> codec.decode(bytes(text.replace("{\"plusDays\":30}", deep))))
                .isInstanceOf(MalformedEntry.class);
    }
}
