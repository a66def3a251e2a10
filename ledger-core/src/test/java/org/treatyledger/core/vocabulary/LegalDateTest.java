package org.treatyledger.core.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegalDateTest {

    private static LegalDate date(String text) {
        return LegalDate.parse(text).orElseThrow();
    }

    @ParameterizedTest(name = "{0} lies in [{1}, {2}]")
    @CsvSource({
        "2024-10-24, 2024-10-24, 2024-10-24",
        "2024-10,    2024-10-01, 2024-10-31",
        "2024-02,    2024-02-01, 2024-02-29",
        "2024,       2024-01-01, 2024-12-31",
        "0001,       0001-01-01, 0001-12-31",
        "9999-12,    9999-12-01, 9999-12-31",
    })
    void givenADateAsASourceHasIt_whenReadAndWritten_thenItIsAsPreciseAsItCame(
            String text, LocalDate from, LocalDate to) {
        assertThat(date(text).first()).isEqualTo(from);
        assertThat(date(text).last()).isEqualTo(to);
        assertThat(date(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "24",
                "0000",
                "2024-13",
                "2024-00",
                "2023-02-29",
                "2024-1",
                "2024-10-1",
                "2024-10-24T00",
                "+2024",
                "-2024",
                "12024",
                "2024/10",
                " 2024",
                "２０２４"
            })
    void givenATextThatIsNoDate_whenRead_thenThereIsNone(String text) {
        assertThat(LegalDate.parse(text)).isEmpty();
    }

    @Test
    void givenADayInsideAnImpreciseDate_whenAsked_thenOnlyTheLastDayIsBeyondDoubt() {
        assertThat(date("2024-10").straddles(LocalDate.of(2024, 9, 30)))
                .as("not yet")
                .isFalse();
        assertThat(date("2024-10").straddles(LocalDate.of(2024, 10, 1))).isTrue();
        assertThat(date("2024-10").straddles(LocalDate.of(2024, 10, 30))).isTrue();
        assertThat(date("2024-10").straddles(LocalDate.of(2024, 10, 31)))
                .as("surely")
                .isFalse();
        assertThat(date("2024-10-15").straddles(LocalDate.of(2024, 10, 15))).isFalse();
    }

    @ParameterizedTest(name = "{0} can be {1}: {2}")
    @CsvSource({
        "2024,       2024-10,    true",
        "2024-10,    2024-10-31, true",
        "2024-10,    2024-11-01, false",
        "2024-10-09, 2024-10-09, true",
        "2024-10-09, 2024-10-10, false",
        "2023,       2024,       false",
    })
    void givenTwoDates_whenCompared_thenTheyAgreeWhereTheyShareADay(String one, String other, boolean agree) {
        assertThat(date(one).canBe(date(other))).isEqualTo(agree);
        assertThat(date(other).canBe(date(one))).isEqualTo(agree);
    }
}
