package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;

/** Clocks that jump, and nodes whose clocks disagree: the position orders, and the recorded time never goes back. */
class ClockJumpsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int COMMANDS = 100;
    private static final EntryCodec CODEC = new EntryCodec();
    private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");

    /** A clock that is set by hand and stands still, as a smeared second does for many appends. */
    private static final class SetClock implements InstantSource {

        private Instant now;

        SetClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        Clock clock() {
            return withZone(ZoneOffset.UTC);
        }
    }

    static Stream<Arguments> jumps() {
        return Stream.of(
                Arguments.of("an hour back", NOON.minus(Duration.ofHours(1))),
                Arguments.of("an hour ahead", NOON.plus(Duration.ofHours(1))),
                Arguments.of("a leap day back", Instant.parse("2024-02-29T23:59:59.999999Z")),
                Arguments.of("ten years back", Instant.parse("2016-03-08T12:00:00Z")),
                Arguments.of("a leap second back", Instant.parse("2016-12-31T23:59:59.999999Z")),
                Arguments.of("the hour that summer time repeats", Instant.parse("2026-11-01T05:59:59.999999Z")),
                Arguments.of("the epoch", Instant.EPOCH),
                Arguments.of("before the epoch", Instant.parse("1945-10-24T00:00:00Z")),
                Arguments.of("the last year", Instant.parse("9999-12-30T23:59:59.999999Z")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("jumps")
    void givenAClockThatJumps_whenActsAreRecorded_thenPositionsAndTimesGoOn(String jump, Instant to) {
        var time = new SetClock(NOON);
        var log = new PostgresEventLog(DATABASE.fresh(), time.clock(), CODEC);
        append(log, "treaty/before", COMMANDS);
        var before = log.read(0, COMMANDS);

        time.now = to;
        append(log, "treaty/jumped", COMMANDS);
        time.now = NOON;
        append(log, "treaty/after", COMMANDS);

        var tree = Frontier.EMPTY;
        var last = Instant.MIN;
        for (var entry : log.read(0, 4 * COMMANDS)) {
            assertThat(entry.position()).isEqualTo(tree.size());
            assertThat(entry.recordedAt()).as(jump).isAfter(last);
            last = entry.recordedAt();
            tree = tree.with(Hash.ofLeaf(CODEC.bytes(entry)));
        }
        assertThat(tree.size()).isEqualTo(3L * COMMANDS);
        assertThat(log.head().frontier().root()).isEqualTo(tree.root());
        assertThat(log.read(0, COMMANDS)).as("what was recorded is as it was").isEqualTo(before);
    }

    private static void append(PostgresEventLog log, String stream, int commands) {
        for (var i = 0; i < commands; i++) {
            assertThat(log.append(SampleAppends.append(stream, i, stream + "/" + i)))
                    .isInstanceOf(Appended.Recorded.class);
        }
    }

    @Test
    void givenTwoNodesWhoseClocksAreAMinuteApart_whenBothAppend_thenWhoFollowsByPositionSeesAll() {
        var database = DATABASE.fresh();
        var ahead = new SetClock(NOON);
        var behind = new SetClock(NOON.minusSeconds(61));
        var one = new PostgresEventLog(database, ahead.clock(), CODEC);
        var other = new PostgresEventLog(database, behind.clock(), CODEC);
        var seen = new HashSet<String>();
        var seenByClock = new ArrayList<String>();
        var next = 0L;
        var latest = Instant.MIN;
        for (var trial = 0; trial < COMMANDS; trial++) {
            ahead.now = ahead.now.plusMillis(10);
            behind.now = behind.now.plusMillis(10);
            for (var node :
                    trial % 2 == 0 ? new PostgresEventLog[] {one, other} : new PostgresEventLog[] {other, one}) {
                var command = "treaty/" + (node == one ? "one" : "other") + "/" + trial;
                node.append(SampleAppends.append("treaty/" + (node == one ? "one" : "other"), trial, command));
                var clock = node == one ? ahead.now : behind.now;
                if (clock.isAfter(latest)) {
                    seenByClock.add(command); // the control: who follows by the nodes' own times
                    latest = clock;
                }
                for (var entry : one.read(next, 10)) {
                    seen.add(entry.commandId());
                    next = entry.position() + 1;
                }
            }
        }
        assertThat(seen).as("of %d", 2 * COMMANDS).hasSize(2 * COMMANDS);
        assertThat(seenByClock).as("the control").hasSizeLessThan(2 * COMMANDS);
    }
}
