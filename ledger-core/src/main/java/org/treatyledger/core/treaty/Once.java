package org.treatyledger.core.treaty;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value computed when it is first asked for, by one thread, and kept. */
final class Once<T> implements Supplier<T> {

    private @Nullable Supplier<T> computation;
    private volatile @Nullable T value;

    Once(Supplier<T> computation) {
        this.computation = computation;
    }

    @Override
    public T get() {
        var known = value;
        return known == null ? computed() : known;
    }

    private synchronized T computed() {
        var known = value;
        if (known == null && computation != null) {
            known = computation.get();
            value = known;
            computation = null; // what it was computed from need not be kept
        }
        if (known == null) {
            throw new IllegalStateException("Nothing was computed");
        }
        return known;
    }
}
