package org.treatyledger.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnglishTest {

    @Test
    void aDayIsWrittenOut() {
        assertThat(English.day(LocalDate.of(2025, 1, 1))).isEqualTo("1 January 2025");
    }

    @ParameterizedTest
    @CsvSource({"1,1st", "2,2nd", "3,3rd", "11,11th", "13,13th", "60,60th", "111,111th", "122,122nd"})
    void ranksAreNumerals(int rank, String numeral) {
        assertThat(English.rank(rank)).isEqualTo(numeral);
    }

    @Test
    void namesAreJoined() {
        assertThat(English.list(List.of())).isEmpty();
        assertThat(English.list(List.of("A"))).isEqualTo("A");
        assertThat(English.list(List.of("A", "B", "C"))).isEqualTo("A, B and C");
        assertThat(English.list(List.of("A", "B", "C"), 2)).isEqualTo("A, B and 1 other");
        assertThat(English.list(List.of("A", "B", "C", "D"), 2)).isEqualTo("A, B and 2 others");
    }
}
