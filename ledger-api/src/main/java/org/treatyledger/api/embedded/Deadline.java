package org.treatyledger.api.embedded;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting for what gives no notice, such as another process's file or death. */
final class Deadline {

    private static final Duration PAUSE = Duration.ofMillis(2);

    private Deadline() {}

    /**
     * Whether {@code condition} came true within {@code limit}. Not cut short by an interrupt, which is kept for the
     * caller: a server must be stopped properly by an interrupted thread too.
     */
    static boolean await(Duration limit, BooleanSupplier condition) {
        var end = System.nanoTime() + limit.toNanos();
        var interrupted = false;
        var met = condition.getAsBoolean();
        while (!met && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
            interrupted |= Thread.interrupted();
            met = condition.getAsBoolean();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return met;
    }
}
