package org.treatyledger.api.log;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.api.log.SampleAppends.append;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.treatyledger.core.log.Append;
import org.treatyledger.core.log.Appended;
import org.treatyledger.core.log.Appended.Recorded;

/** Leading and following alone, without a database: the first group is held up until the others have queued. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class CommitterTest {

    private static final String OPENER = "opener";

    private final List<Integer> groups = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    private Committer<Append> committer(Consumer<List<Append>> trouble) {
        return new Committer<>(
                requests -> {
                    groups.add(requests.size());
                    if (requests.getFirst().commandId().equals(OPENER)) {
                        opened.countDown();
                        await(mayGoOn);
                    } else {
                        trouble.accept(requests);
                    }
                    return requests.stream()
                            .map(it -> (Verdict) new Verdict.Answered(new Recorded(0, 0, it.expectedSequence() + 1)))
                            .toList();
                },
                it -> it.events().size());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What each of the requests came to that queued while the opener was being committed. */
    private List<Object> crowd(Committer<Append> committer, int callers, int events) throws Exception {
        return crowd(committer, callers, events, () -> true);
    }

    private List<Object> crowd(Committer<Append> committer, int callers, int events, Callable<Boolean> whileAllWait)
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opener = threads.submit(outcome(() -> committer.append(append("s", 0, OPENER))));
            opened.await();
            var others = new ArrayList<Future<Object>>();
            for (var i = 0; i < callers; i++) {
                var request = append("s" + i, 0, "c" + i, events);
                others.add(threads.submit(outcome(() -> committer.append(request))));
            }
            while (committer.waiting() < callers) {
                Thread.onSpinWait();
            }
            assertThat(whileAllWait.call()).isTrue();
            mayGoOn.countDown();
            assertThat(opener.get()).isEqualTo(new Recorded(0, 0, 1));
            var outcomes = new ArrayList<Object>();
            for (var other : others) {
                outcomes.add(other.get());
            }
            return outcomes;
        }
    }

    private static Callable<Object> outcome(Callable<Appended> call) {
        return () -> {
            try {
                return call.call();
            } catch (RuntimeException | StackOverflowError e) {
                return e.getClass();
            }
        };
    }

    @Test
    void givenACrowd_thenOneOfThemCommitsForAll() throws Exception {
        assertThat(crowd(committer(_ -> {}), 256, 1)).containsOnly(new Recorded(0, 0, 1));
        assertThat(groups).containsExactly(1, 256);
    }

    @Test
    void givenOneMoreThanAGroupHolds_thenTheLeadIsPassedOn() throws Exception {
        assertThat(crowd(committer(_ -> {}), 257, 1)).containsOnly(new Recorded(0, 0, 1));
        assertThat(groups).containsExactly(1, 256, 1);
    }

    @Test
    void givenLargeRequests_thenAGroupHoldsAtMostItsEvents() throws Exception {
        crowd(committer(_ -> {}), 33, 64);
        assertThat(groups).containsExactly(1, 16, 16, 1);
    }

    @Test
    void whenAGroupFailsAsAWhole_thenOnlyTheBadRequestFails() throws Exception {
        var committer = committer(requests -> {
            if (requests.stream().anyMatch(it -> it.commandId().equals("c3"))) {
                throw new IllegalStateException("bad");
            }
        });

        var outcomes = crowd(committer, 5, 1);

        assertThat(outcomes)
                .filteredOn(it -> it.equals(IllegalStateException.class))
                .hasSize(1);
        assertThat(outcomes.get(3)).isEqualTo(IllegalStateException.class);
        assertThat(outcomes).filteredOn(Recorded.class::isInstance).hasSize(4);
        assertThat(groups).containsExactly(1, 5, 1, 1, 1, 1, 1);
    }

    @Test
    void whenTheDatabaseIsGone_thenAllAreToldAndNoneIsTriedAgain() throws Exception {
        var committer = committer(_ -> {
            throw new LogUnavailable("gone");
        });

        assertThat(crowd(committer, 5, 1)).isEqualTo(nCopies(5, LogUnavailable.class));
        assertThat(groups).containsExactly(1, 5);
    }

    @Test
    void whenTheDatabaseGoesWhileRequestsAreTriedOneByOne_thenTheRestAreToldAtOnce() throws Exception {
        var committer = committer(requests -> {
            if (requests.size() > 1) {
                throw new IllegalStateException("bad");
            }
            if (groups.size() == 4) {
                throw new LogUnavailable("gone");
            }
        });

        var outcomes = crowd(committer, 5, 1);

        assertThat(outcomes).filteredOn(Recorded.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(it -> it.equals(LogUnavailable.class)).hasSize(4);
        assertThat(groups).containsExactly(1, 5, 1, 1);
    }

    @Test
    void whenTheLeaderIsStruckDown_thenItsFollowersAreToldAndTheNextCallerLeads() throws Exception {
        var committer = committer(requests -> {
            if (requests.size() > 1) {
                throw new StackOverflowError("the leader's");
            }
        });

        var outcomes = crowd(committer, 5, 1);

        assertThat(outcomes)
                .filteredOn(it -> it.equals(StackOverflowError.class))
                .hasSize(1);
        assertThat(outcomes).filteredOn(it -> it.equals(LogUnavailable.class)).hasSize(4);
        assertThat(committer.append(append("s", 4, "next"))).isEqualTo(new Recorded(0, 0, 5));
    }

    @Test
    void whenMoreWaitThanMay_thenTheNextIsTurnedAwayAtOnce() throws Exception {
        var committer = committer(_ -> {});
        var turnedAway = new ArrayList<Object>();

        var outcomes = crowd(
                committer,
                Committer.MOST_WAITING,
                1,
                () -> turnedAway.add(
                        outcome(() -> committer.append(append("s", 0, "late"))).call()));

        assertThat(turnedAway).containsExactly(LogUnavailable.class);
        assertThat(outcomes).hasSize(Committer.MOST_WAITING).containsOnly(new Recorded(0, 0, 1));
        assertThat(committer.waiting()).isZero();
    }

    @Test
    void givenAnInterruptedCaller_thenItsRequestIsCommittedAndTheInterruptIsKept() {
        var committer = committer(
                _ -> assertThat(Thread.currentThread().isInterrupted()).isFalse());

        Thread.currentThread().interrupt();
        var appended = committer.append(append("s", 0, "c"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(appended).isEqualTo(new Recorded(0, 0, 1));
    }
}
