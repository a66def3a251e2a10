package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.api.log.HeadInMemory.MOST_STREAMS;
import static org.treatyledger.api.log.SampleAppends.append;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LogHead;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;

@NullUnmarked
class HeadInMemoryTest {

    private static final LogHead EMPTY = new LogHead(Frontier.EMPTY, null);

    private final HeadInMemory memory = new HeadInMemory();

    private static Sequencer group(LogHead head, Map<String, Long> nextSequences) {
        return new Sequencer(new EntryCodec(), Clock.systemUTC(), head, nextSequences, Map.of());
    }

    private Map<String, Long> known(String... streams) {
        return memory.nextSequences(List.of(streams).stream()
                .map(it -> Drafted.of(append(it, 0, "c"), new EntryCodec()))
                .toList());
    }

    @Test
    void givenNothingLearned_thenThereIsNoHead() {
        assertThat(memory.head()).isNull();
        assertThat(known("a")).isEmpty();
    }

    @Test
    void givenAGroupThatGoesOnFromTheHead_thenWhatWasKnownStaysKnown() {
        memory.learn(EMPTY, group(EMPTY, Map.of("a", 3L)));
        memory.learn(EMPTY, group(EMPTY, Map.of("b", 5L)));

        assertThat(known("a", "b", "c")).isEqualTo(Map.of("a", 3L, "b", 5L));
    }

    @Test
    void givenAGroupThatFoundAnotherHead_thenOnlyWhatItFoundIsKnown() {
        var moved = new LogHead(Frontier.EMPTY.with(Hash.ofLeaf(new byte[0])), null);
        memory.learn(EMPTY, group(EMPTY, Map.of("a", 3L)));
        memory.learn(moved, group(moved, Map.of("b", 5L)));

        assertThat(memory.head()).isEqualTo(moved);
        assertThat(known("a", "b")).isEqualTo(Map.of("b", 5L));
    }

    @Test
    void whenForgotten_thenNothingIsKnown() {
        memory.learn(EMPTY, group(EMPTY, Map.of("a", 3L)));
        memory.forget();

        assertThat(memory.head()).isNull();
        assertThat(known("a")).isEmpty();
    }

    @Test
    void givenMoreStreamsThanItHolds_thenTheOneUsedLeastRecentlyIsForgotten() {
        memory.learn(EMPTY, group(EMPTY, Map.of("first", 1L)));
        memory.learn(EMPTY, group(EMPTY, Map.of("second", 2L)));
        assertThat(known("first")).hasSize(1);
        var many = new HashMap<String, Long>();
        for (var i = 0; i < MOST_STREAMS - 1; i++) {
            many.put("s" + i, 1L);
        }
        memory.learn(EMPTY, group(EMPTY, many));

        assertThat(known("first", "second")).isEqualTo(Map.of("first", 1L));
    }
}
