package org.treatyledger.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ProseTest {

    @Test
    void daysAreToldApartFromOtherWords() {
        var prose = Prose.of("60th day after: 2024-01-13, then");

        assertThat(prose.plain()).isEqualTo("60th day after: 13 January 2024, then");
        assertThat(prose.parts())
                .containsExactly(
                        new Prose.Part("60th day after: ", null),
                        new Prose.Part("13 January 2024", LocalDate.of(2024, 1, 13)),
                        new Prose.Part(", then", null));
    }

    @Test
    void whatOnlyLooksLikeADayStaysAsItIs() {
        assertThat(Prose.of("on 2024-13-01").plain()).isEqualTo("on 2024-13-01");
        assertThat(Prose.of("").parts()).isEmpty();
    }
}
