package org.treatyledger.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Frontier;
import org.treatyledger.core.transparency.Hash;
import org.treatyledger.core.transparency.LogSigner;
import org.treatyledger.projections.feed.FollowedLog.Contradiction;
import org.treatyledger.projections.feed.FollowedLog.Target;

/** A log followed through a topic that may do anything, and through its own files, which must fit what it signed. */
class FollowedLogTest {

    /** How many schedules are thrown; many more with {@code -Dledger.feed.schedules=10000}. */
    private static final int SCHEDULES = Integer.getInteger("ledger.feed.schedules", 150);

    private static final System.Logger LOG = System.getLogger("org.treatyledger.drill");
    private static final int RECORDS = 1_000;
    private static final int ENOUGH_TO_DIFFER = 100;
    private static final long SEED = Long.getLong("laws.seed", 20_261_127L);

    /** What was handed on. */
    private static final class Kept implements Target {

        private final EntryCodec codec = new EntryCodec();
        private final List<LedgerEntry> entries = new ArrayList<>();
        private Frontier frontier = Frontier.EMPTY;

        @Override
        public Frontier frontier() {
            return frontier;
        }

        @Override
        public void apply(List<LedgerEntry> more) {
            for (var entry : more) {
                assertThat(entry.position()).isEqualTo(frontier.size());
                frontier = frontier.with(Hash.ofLeaf(codec.bytes(entry)));
                entries.add(entry);
            }
        }
    }

    private static FollowedLog following(SampleLog log) {
        return new FollowedLog(log, SampleLog::keys);
    }

    private static void assertHasAll(Kept kept, SampleLog log) {
        assertThat(kept.frontier()).isEqualTo(log.frontier(log.size()));
        assertThat(kept.entries).hasSize(log.size());
    }

    @Test
    void givenNoTopic_whenFollowed_thenEverythingIsFetchedAndProved() throws IOException {
        for (var size : new int[] {0, 1, 255, 256, 257, 2_000, 2_001, 4_500}) {
            var log = new SampleLog("said", size);
            var kept = new Kept();

            var reached = following(log).bring(kept, new EarlyEntries(10));

            assertThat(reached.size()).isEqualTo(size);
            assertHasAll(kept, log);
        }
    }

    @Test
    void givenATopicThatBroughtAll_whenFollowed_thenNothingIsFetched() throws IOException {
        var log = new SampleLog("said", 300);
        var early = new EarlyEntries(1_000);
        for (var position = 0; position < 300; position++) {
            early.offer(position, log.entry(position), 0);
        }
        var kept = new Kept();

        following(log).bring(kept, early);

        assertHasAll(kept, log);
        assertThat(log.fetched()).isZero();
    }

    /** Consumers that believe the topic: the controls. */
    private static final class Believing {

        private final List<byte[]> asTheyCame = new ArrayList<>();
        private final SortedMap<Integer, byte[]> byPosition = new TreeMap<>();

        void take(int position, byte[] bytes) {
            asTheyCame.add(bytes);
            byPosition.putIfAbsent(position, bytes);
        }

        /** Even where it fetches what never came, and so differs by what it believed alone. */
        boolean isEqualByPosition(SampleLog log) {
            for (var position = 0; position < log.size(); position++) {
                byPosition.putIfAbsent(position, log.entry(position));
            }
            return isEqual(byPosition.values(), log);
        }

        boolean isEqualAsTheyCame(SampleLog log) {
            return isEqual(asTheyCame, log);
        }

        private static boolean isEqual(Collection<byte[]> taken, SampleLog log) {
            var frontier = Frontier.EMPTY;
            for (var bytes : taken) {
                frontier = frontier.with(Hash.ofLeaf(bytes));
            }
            return frontier.equals(log.frontier(log.size()));
        }
    }

    /** Duplicates, gaps, reordering, old offsets, forgeries, a log that is away for a while. */
    @Test
    void givenAnySchedule_whenFollowed_thenTheStateIsThatOfTheLog() throws IOException {
        var asTheyCame = 0;
        var byPosition = 0;
        for (var seed = SEED; seed < SEED + SCHEDULES; seed++) {
            var dice = new Random(seed);
            var log = new SampleLog("said", dice.nextInt(50));
            var followed = following(log);
            var early = new EarlyEntries(1 + dice.nextInt(200));
            var kept = new Kept();
            var believing = new Believing();
            var offset = 0;
            for (var record = 0; record < RECORDS; record++) {
                log.grow(dice.nextInt(20) == 0 ? dice.nextInt(10) : 0);
                offset = nextOffset(dice, offset, log.size());
                if (offset < log.size()) {
                    var bytes = anyBytes(dice, log, offset);
                    early.offer(offset, bytes, kept.frontier().size());
                    believing.take(offset, bytes);
                    offset++;
                }
                if (dice.nextInt(40) == 0) {
                    log.away(dice.nextInt(5) == 0);
                    bring(followed, kept, early);
                }
            }
            log.away(false);
            followed.bring(kept, early);

            assertThat(kept.frontier()).as("-Dlaws.seed=" + seed).isEqualTo(log.frontier(log.size()));
            asTheyCame += believing.isEqualAsTheyCame(log) ? 1 : 0;
            byPosition += believing.isEqualByPosition(log) ? 1 : 0;
        }
        LOG.log(
                System.Logger.Level.INFO,
                "{0} of {0} schedules of {1} records equal, from seed {2}; controls that believe the topic: {3} equal"
                        + " where records are taken as they come, {4} where each position is taken once and the rest fetched",
                SCHEDULES,
                RECORDS,
                Long.toString(SEED),
                asTheyCame,
                byPosition);
        if (SCHEDULES >= ENOUGH_TO_DIFFER) {
            assertThat(List.of(asTheyCame, byPosition))
                    .as("how often the controls are right nevertheless")
                    .allSatisfy(times -> assertThat(times).isLessThan(SCHEDULES / 2));
        }
    }

    private static int nextOffset(Random dice, int offset, int size) {
        return switch (dice.nextInt(12)) {
            case 0 -> dice.nextInt(size + 1); // an old offset, or a jump ahead
            case 1 -> Math.max(0, offset - 1 - dice.nextInt(5)); // again
            case 2 -> offset + dice.nextInt(4); // some are left out
            default -> offset;
        };
    }

    private static byte[] anyBytes(Random dice, SampleLog log, int offset) {
        if (dice.nextInt(100) > 0) {
            return log.entry(offset);
        }
        return dice.nextBoolean() ? log.entry(dice.nextInt(log.size())) : new byte[] {(byte) dice.nextInt(256)};
    }

    private static void bring(FollowedLog followed, Kept kept, EarlyEntries early) {
        try {
            followed.bring(kept, early);
        } catch (IOException away) {
            assertThat(away).hasMessage("nobody answers");
        }
    }

    @Test
    void givenAForgedRecord_whenFollowed_thenTheLogsOwnEntryIsTaken() throws IOException {
        var log = new SampleLog("said", 10);
        var other = new SampleLog("never said", 10);
        var early = new EarlyEntries(100);
        early.offer(4, other.entry(4), 0);
        var kept = new Kept();

        following(log).bring(kept, early);

        assertHasAll(kept, log);
        assertThat(early.reach(0))
                .as("what else it brought is not believed either")
                .isFalse();
    }

    @Test
    void givenAnotherLog_whenFollowed_thenNothingOfItIsHandedOn() throws IOException {
        var kept = new Kept();
        following(new SampleLog("said", 10)).bring(kept, new EarlyEntries(10));

        for (var other :
                List.of(new SampleLog("never said", 12), new SampleLog("never said", 10), new SampleLog("said", 9))) {
            var following = following(other);
            assertThatThrownBy(() -> following.bring(kept, new EarlyEntries(10)))
                    .isInstanceOf(Contradiction.class);
            assertThat(kept.entries).hasSize(10);
        }
    }

    @Test
    void givenACheckpointOfAnotherKey_whenFollowed_thenItIsNotBelieved() {
        var stranger = LogSigner.generate("example.org/log", new SecureRandom());
        var followed = new FollowedLog(new SampleLog("said", 3), () -> List.of(stranger.key()));

        assertThatThrownBy(() -> followed.bring(new Kept(), new EarlyEntries(10)))
                .isInstanceOf(Contradiction.class)
                .hasMessageContaining("not signed by the key");
    }

    @Test
    void givenMoreThanIsKept_whenOffered_thenThoseWhoseTurnIsFirstStay() {
        var early = new EarlyEntries(2);
        early.offer(5, new byte[] {5}, 0);
        early.offer(3, new byte[] {3}, 0);
        early.offer(4, new byte[] {4}, 0);
        early.offer(1, new byte[] {1}, 2);

        assertThat(early.at(3)).isPresent();
        assertThat(early.at(4)).isPresent();
        assertThat(early.at(5)).isEmpty();
        assertThat(early.at(1)).isEmpty();
    }
}
