package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.api.log.SampleAppends.append;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.Appended.Recorded;
import org.treatyledger.core.log.Appended.StreamMoved;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.transparency.Frontier;

@NullUnmarked
class SequencerTest {

    private static final LogHead EMPTY = new LogHead(Frontier.EMPTY, null);

    private static List<Appended> decided(Append... requests) {
        var codec = new EntryCodec();
        var group = Stream.of(requests).map(it -> Drafted.of(it, codec)).toList();
        return new Sequencer(codec, Clock.systemUTC(), EMPTY, Map.of(), Map.of())
                .decide(group).stream()
                        .map(verdict -> ((Verdict.Answered) verdict).appended())
                        .toList();
    }

    @Test
    void givenARequestBeforeItsTurn_whenTheOneItWaitsForIsInTheGroup_thenBothAreKept() {
        assertThat(decided(append("s", 3, "c"), append("s", 0, "a"), append("s", 1, "b", 2)))
                .containsExactly(new Recorded(3, 3, 4), new Recorded(0, 0, 1), new Recorded(1, 2, 3));
    }

    @Test
    void givenTwoRequestsForOneSequence_thenTheFirstToComeIsKept() {
        assertThat(decided(append("s", 1, "late"), append("s", 0, "a"), append("s", 0, "b"), append("s", 5, "c")))
                .containsExactly(new Recorded(1, 1, 2), new Recorded(0, 0, 1), new StreamMoved(1), new StreamMoved(2));
    }
}
