package org.treatyledger.api;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads or in other processes, and fails where it does not. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Waiting() {}

    /** Returns once that is so; throws {@link AssertionError} where it takes a minute. */
    public static void until(BooleanSupplier condition) {
        until(PATIENCE, condition);
    }

    /** Returns once that is so; throws {@link AssertionError} where it takes longer than that. */
    public static void until(Duration patience, BooleanSupplier condition) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come about within " + patience);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
