package org.treatyledger.projections.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.comparison.Names;
import org.treatyledger.core.comparison.Names.Resolution;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/** The names that ship with the program: each leads somewhere, and nowhere wrong. */
class AliasesTest {

    private static final Participants DIRECTORY = ReferenceData.participants();
    private static final Names NAMES = ReferenceData.names(DIRECTORY);

    @Test
    void givenEveryAlias_whenItsParticipantIsLookedUp_thenTheDirectoryHasIt() {
        assertThat(ReferenceData.aliases()).hasSizeGreaterThan(200).allSatisfy(alias -> assertThat(
                        DIRECTORY.find(alias.participant()))
                .as(alias.toString())
                .isPresent());
    }

    @Test
    void givenEveryNameOfTheDirectory_whenResolved_thenItIsItsOwnParticipant() {
        assertThat(DIRECTORY.all()).allSatisfy(one -> assertThat(NAMES.resolve(one.name()))
                .as(one.name())
                .isEqualTo(new Resolution.Found(one.id(), false)));
    }

    @Test
    void givenEveryAlias_whenResolved_thenItsParticipantIsFoundOrAmongThoseThatAreNamed() {
        assertThat(ReferenceData.aliases()).allSatisfy(alias -> {
            var named =
                    switch (NAMES.resolve(alias.name())) {
                        case Resolution.Found(var id, var _) -> List.of(id, NAMES.continuation(id));
                        case Resolution.Ambiguous(var ids) -> ids;
                        case Resolution.Unknown(var _) -> List.<ParticipantId>of();
                    };
            assertThat(named).as(alias.toString()).contains(alias.participant());
        });
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "Bolivia (Plurinational State of), BOL",
        "Plurinational State of Bolivia,   BOL",
        "'Korea, Republic of',             KOR",
        "Republic of Korea,                KOR",
        "Democratic Republic of the Congo, COD",
        "Congo,                            COG",
        "the Netherlands,                  NLD",
        "St. Vincent & the Grenadines,     VCT",
        "Saint Vincent and the Grenadines, VCT",
        "turkey,                           TUR",
        "TÜRKİYE,                          TUR",
        "Palestine,                        PSE",
        "gbr,                              GBR",
        "UK,                               GBR"
    })
    void givenANameAsItIsPrinted_whenResolved_thenItIs(String name, String code) {
        assertThat(NAMES.resolve(name))
                .isInstanceOfSatisfying(Resolution.Found.class, found -> assertThat(found.participant())
                        .isEqualTo(new ParticipantId(code)));
    }

    @ParameterizedTest(name = "{0} may be {1}")
    @CsvSource({"Korea, KOR PRK", "Yugoslavia, SRB YUG", "Virgin Islands, VGB VIR"})
    void givenANameOfSeveral_whenResolved_thenNoneIsGuessed(String name, String codes) {
        assertThat(NAMES.resolve(name))
                .isEqualTo(new Resolution.Ambiguous(List.of(codes.split(" ")).stream()
                        .map(ParticipantId::new)
                        .toList()));
    }

    @ParameterizedTest(name = "{0}: perhaps {1}")
    @CsvSource({"Ukrane, UKR", "Guatamala, GTM", "Ivory Cost, CIV", "Bosnia Herzegowina, BIH"})
    void givenANameMisspelt_whenResolved_thenTheNearestIsSuggestedAndNotTaken(String name, String code) {
        assertThat(NAMES.resolve(name))
                .isInstanceOfSatisfying(Resolution.Unknown.class, unknown -> assertThat(unknown.nearest())
                        .hasSizeLessThanOrEqualTo(3)
                        .contains(new ParticipantId(code)));
        assertThat(NAMES.resolve("Qwertyuiop")).isEqualTo(new Resolution.Unknown(List.of()));
    }
}
