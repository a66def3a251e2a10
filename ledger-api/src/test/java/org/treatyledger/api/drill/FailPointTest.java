package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A place that is not there any more would never be halted at. */
class FailPointTest {

    @ParameterizedTest
    @EnumSource(FailPoint.class)
    void givenAFailPoint_whenItsNamesAreLookedUp_thenTheProductHasThem(FailPoint point) throws ClassNotFoundException {
        assertThat(hasMethod(point.type(), point.method())).isTrue();
        var within = point.within();
        if (!within.isEmpty()) {
            var dot = within.lastIndexOf('.');
            assertThat(hasMethod(within.substring(0, dot), within.substring(dot + 1)))
                    .isTrue();
        }
    }

    private static boolean hasMethod(String type, String method) throws ClassNotFoundException {
        var found = Class.forName(type, false, FailPointTest.class.getClassLoader());
        return Arrays.stream(found.getDeclaredMethods())
                .anyMatch(it -> it.getName().equals(method));
    }
}
