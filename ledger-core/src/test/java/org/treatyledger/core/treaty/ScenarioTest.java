package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.treaty.Acts.day;
import static org.treatyledger.core.treaty.Acts.id;
import static org.treatyledger.core.treaty.Acts.ratify;
import static org.treatyledger.core.treaty.Acts.sign;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.Decision.Refused;
import org.treatyledger.core.treaty.TreatyState.Registered;

class ScenarioTest {

    private static final Circumstances NOW =
            new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, Optional.empty());

    private final Registered recorded =
            TreatySpecification.of(Seed.clauses("rome-statute")).treaty();

    @Test
    void givenASignatureInTheScenario_whenTheStateRatifiesInIt_thenItIsASignatory_andNothingIsRecorded() {
        var scenario = new Scenario(recorded);
        scenario.play(sign("SEN", "1998-07-18"), NOW);

        assertThat(scenario.play(ratify("SEN", "1999-02-02"), NOW)).isInstanceOf(Accepted.class);
        assertThat(((Registered) scenario.state()).register().size()).isEqualTo(2);
        assertThat(recorded.register().size()).isZero();
        assertThat(new Scenario(recorded).play(ratify("SEN", "1999-02-02"), NOW))
                .isInstanceOf(Refused.class);
    }

    @Test
    void givenADayToCome_whenPlayedAhead_thenDecidedAsOnThatDay_andRefusedOtherwise() {
        var ahead = sign("SEN", "1998-07-18");
        var scenario = new Scenario(recorded);
        scenario.play(ahead, NOW);

        assertThat(scenario.play(ratify("SEN", "2026-11-25"), NOW))
                .isInstanceOfSatisfying(
                        Refused.class, it -> assertThat(it.refusal().reason()).isEqualTo(Reason.DATE_IN_FUTURE));
        assertThat(scenario.playAhead(ratify("SEN", "2026-11-25"), NOW)).isInstanceOf(Accepted.class);
        var status = LegalStatus.of((Registered) scenario.state(), AsOf.NOW, Directory.PARTICIPANTS, Optional.empty());
        assertThat(status.status(id("SEN"), day("2026-11-25"))).isEqualTo(Status.CONTRACTING);
        assertThat(status.acts()).allMatch(act -> Scenario.isImagined(act.position()));
    }
}
