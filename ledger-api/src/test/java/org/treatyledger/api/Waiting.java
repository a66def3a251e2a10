package org.treatyledger.api;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads or in other processes, and fails where it does not. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Asked often at first and then more seldom, so that a long wait leaves the machine to what is waited for. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private Waiting() {}

    /** Returns once that is so; throws {@link AssertionError} where it takes a minute. */
    public static void until(BooleanSupplier condition) {
        until(PATIENCE, condition);
    }

    /** Returns once that is so; throws {@link AssertionError} where it takes longer than that. */
    public static void until(Duration patience, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        var pause = FIRST_PAUSE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come about within " + patience);
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
    }
}
