package org.treatyledger.projections.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;

/** The name by which a participant went on a day: case 64 of depositary-law.md, section 11. */
class FormerNamesTest {

    @ParameterizedTest(name = "case64: {0} on {1} is {2}")
    @CsvSource({
        "SWZ, 2010-01-01, Swaziland",
        "SWZ, 2018-04-18, Swaziland",
        "SWZ, 2018-04-19, Eswatini",
        "SRB, 2002-07-01, Yugoslavia (Federal Republic of)",
        "SRB, 2003-02-04, Serbia and Montenegro",
        "SRB, 2006-06-03, Serbia",
        "COD, 1965-01-01, Democratic Republic of the Congo",
        "COD, 1980-01-01, Zaire",
        "FRA, 1999-01-01, France",
    })
    void givenADay_whenAParticipantIsNamed_thenByTheNameOfThatDay(String code, LocalDate day, String name) {
        assertThat(ReferenceData.participants().nameOn(new ParticipantId(code), day))
                .isEqualTo(name);
    }

    @Test
    void givenTheDirectory_whenAStateIsGone_thenItSaysUntilWhenItExisted() {
        assertThat(ReferenceData.participants().find(new ParticipantId("CSK")))
                .hasValueSatisfying(who ->
                        assertThat(((Participant.State) who).existedUntil()).isEqualTo("1992-12-31"));
    }
}
