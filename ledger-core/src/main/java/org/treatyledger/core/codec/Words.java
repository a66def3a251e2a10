package org.treatyledger.core.codec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Constants as the contract writes them: {@code ACCEPTING_ONLY} is {@code accepting-only}. */
final class Words {

    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> Optional<E> parse(E[] constants, String word) {
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }
}
