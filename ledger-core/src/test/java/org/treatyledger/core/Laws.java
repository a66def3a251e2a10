package org.treatyledger.core;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The dice of the property tests: the same ones every day, unless {@code -Dlaws.seed} throws others. */
public final class Laws {

    /** To be shown with every failure: with it the failure comes back. */
    public static final long SEED = Long.getLong("laws.seed", 20_261_124L);

    private Laws() {}

    public static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    }

    /** How a failure names its case. */
    public static String caseOf(Object theCase) {
        return "-Dlaws.seed=" + SEED + ", " + theCase;
    }
}
