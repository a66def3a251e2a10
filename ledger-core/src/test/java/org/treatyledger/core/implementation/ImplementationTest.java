package org.treatyledger.core.implementation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.treatyledger.core.implementation.Stage.ADOPTED;
import static org.treatyledger.core.implementation.Stage.AMENDED;
import static org.treatyledger.core.implementation.Stage.DRAFTING;
import static org.treatyledger.core.implementation.Stage.IN_FORCE;
import static org.treatyledger.core.implementation.Stage.REPEALED;
import static org.treatyledger.core.implementation.Stage.TABLED;
import static org.treatyledger.core.implementation.Steps.UKRAINE;
import static org.treatyledger.core.implementation.Steps.correct;
import static org.treatyledger.core.implementation.Steps.record;
import static org.treatyledger.core.implementation.Steps.step;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treatyledger.core.implementation.ImplementationCommand.RecordStep;
import org.treatyledger.core.implementation.ImplementationEvent.StepRecorded;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.vocabulary.ParticipantId;

/** What may be recorded of national implementation, and what it says of a day. */
class ImplementationTest {

    private static final String PGA = "PGA";
    private static final String CICC = "CICC";
    private static final String BILL = "Bill 11484";

    private final Steps ukraine = new Steps();

    @Test
    void givenNothing_whenAStepIsRecorded_thenItIsReceivedOnTheDayOfRecordingInTheDepositarysZone() {
        ukraine.at("2026-11-24T03:00:00Z"); // still the 23rd in New York

        var ruling = (Ruling.Accepted) ukraine.decide(record(step(ADOPTED, BILL, "2024-10", PGA), null));

        assertThat(ruling.events())
                .containsExactly(
                        new StepRecorded(UKRAINE, step(ADOPTED, BILL, "2024-10", PGA), LocalDate.of(2026, 11, 23)));
    }

    @ParameterizedTest(name = "a step of {0}, received {1}: refused {2}")
    @CsvSource({
        "2026,       ,           false", // some of its days have come
        "2026-11,    ,           false",
        "2026-11-24, ,           false",
        "2026-11-25, ,           true",
        "2026-12,    ,           true",
        "2027,       ,           true",
        "2024-10,    2024-09-30, true", // nobody can receive what has not been done
        "2024-10,    2024-10-01, false",
    })
    void givenADate_whenItLiesWhollyInTheFutureOfItsReceipt_thenItIsRefused(String date, String received, boolean no) {
        for (var stage : Stage.values()) {
            var command = record(step(stage, BILL, date, PGA), received);
            if (no) {
                ukraine.refused(command, Reason.DATE_IN_FUTURE, "date");
            } else {
                assertThat(ukraine.decide(command)).isInstanceOf(Ruling.Accepted.class);
            }
        }
    }

    @Test
    void givenADayOfReceiptThatHasNotCome_whenRecorded_thenRefused() {
        ukraine.refused(record(step(ADOPTED, BILL, "2024", PGA), "2026-11-25"), Reason.DATE_IN_FUTURE, "received");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"ZZZ, UNKNOWN_PARTICIPANT", "EUE, NOT_ELIGIBLE", "HKG, NOT_ELIGIBLE"})
    void givenSomeoneElseThanAState_whenRecorded_thenRefused(String code, Reason reason) {
        ukraine.refused(
                new RecordStep(Steps.TREATY, new ParticipantId(code), step(ADOPTED, BILL, "2024", PGA), null),
                reason,
                "participant");
    }

    @Test
    void givenATreatyThatIsNotRegistered_whenRecorded_thenRefused() {
        var ruling = Implementation.decide(
                ImplementationState.START,
                record(step(ADOPTED, BILL, "2024", PGA), null),
                Steps.circumstances(Instant.EPOCH, false));

        assertThat(((Ruling.Refused) ruling).refusal().reason()).isEqualTo(Reason.UNKNOWN_TREATY);
    }

    @Test
    void givenAStepOnRecord_whenTheVerySameComesAgain_thenRefusedButNotAnotherAssessors() {
        ukraine.recorded(record(step(ADOPTED, BILL, "2024-10", PGA), "2024-11-01"));

        ukraine.refused(record(step(ADOPTED, BILL, "2024-10", PGA), "2024-12-01"), Reason.ALREADY_RECORDED, null);
        assertThat(ukraine.decide(record(step(ADOPTED, BILL, "2024-10", CICC), null)))
                .isInstanceOf(Ruling.Accepted.class);
    }

    @Test
    void givenAMonth_whenAskedOnADayInIt_thenTheAnswerIsUncertainAndBeforeAndAfterItIsNot() {
        ukraine.recorded(record(step(TABLED, BILL, "2024-07-15", PGA), null));
        ukraine.recorded(record(step(ADOPTED, BILL, "2024-10", PGA), null));

        assertThat(ukraine.on("2024-07-14").steps()).isEmpty();
        assertThat(ukraine.on("2024-09-30").last().orElseThrow().step().stage()).isEqualTo(TABLED);
        assertThat(ukraine.on("2024-09-30").isUncertain()).isFalse();
        var october = ukraine.on("2024-10-24");
        assertThat(october.isUncertain()).isTrue();
        assertThat(october.isCovered()).as("not for certain").isFalse();
        assertThat(october.steps()).extracting(it -> it.step().stage()).containsExactly(ADOPTED, TABLED);
        assertThat(october.last().orElseThrow().step().stage())
                .as("for certain")
                .isEqualTo(TABLED);
        assertThat(ukraine.on("2024-10-31").isUncertain()).isFalse();
        assertThat(ukraine.on("2024-10-31").isCovered()).isTrue();
        assertThat(ukraine.on("2024-10-31").steps()).hasSize(1);
    }

    @Test
    void givenDatesThatLeaveTheOrderOpen_whenAsked_thenALawsLifeDecides() {
        ukraine.recorded(record(step(ADOPTED, BILL, "2024-10-24", PGA), null));
        ukraine.recorded(record(step(TABLED, BILL, "2024", PGA), null));
        ukraine.recorded(record(step(DRAFTING, BILL, "2024-10-24", PGA), null));

        assertThat(ukraine.on("2025-01-01").last().orElseThrow().step().stage()).isEqualTo(ADOPTED);
    }

    @Test
    void givenARepealedLaw_whenItIsAdoptedAgain_thenTheLaterStepStands() {
        ukraine.recorded(record(step(REPEALED, BILL, "2005", PGA), null));
        assertThat(ukraine.on("2006-01-01").isCovered()).isFalse();

        ukraine.recorded(record(step(ADOPTED, BILL, "2010", PGA), null));

        assertThat(ukraine.on("2011-01-01").isCovered()).isTrue();
    }

    @Test
    void givenTwoAssessorsWhoDiffer_whenAsked_thenBothStandSideBySideAndAreContested() {
        var pga = ukraine.recorded(record(step(ADOPTED, BILL, "2024-10", PGA), null));
        assertThat(ukraine.on("2025-01-01").isContested()).as("the control").isFalse();

        var ruling = (Ruling.Accepted) ukraine.decide(record(step(TABLED, "bill  11484", "2024-07", CICC), null));
        var cicc = ukraine.recorded(record(step(TABLED, "bill  11484", "2024-07", CICC), null));

        assertThat(ruling.warnings()).extracting("code").contains("assessments-differ");
        var status = ukraine.on("2025-01-01");
        assertThat(status.isContested()).isTrue();
        assertThat(status.steps()).extracting(it -> it.recorded().position()).containsExactly(pga, cicc);
        assertThat(status.steps()).allMatch(StandingStep::contested);
    }

    @Test
    void givenTwoAssessorsWhoMayMeanTheSameDay_whenAsked_thenNothingIsContested() {
        ukraine.recorded(record(step(ADOPTED, BILL, "2024-10", PGA), null));
        ukraine.recorded(record(step(ADOPTED, BILL, "2024-10-09", CICC), null));
        ukraine.recorded(record(step(TABLED, "Another bill", "2024-10-09", CICC), null));

        assertThat(ukraine.on("2025-01-01").isContested()).isFalse();
        assertThat(ukraine.on("2025-01-01").steps()).hasSize(3);
    }

    @Test
    void givenAMistake_whenItIsCorrected_thenBothStayVisibleAndEarlierClocksAnswerAsBefore() {
        var wrong = ukraine.recorded(record(step(IN_FORCE, BILL, "2024-10", PGA), "2024-11-01"));
        var before = ukraine.on("2025-01-01");

        var correction = ukraine.recorded(correct(wrong, step(ADOPTED, BILL, "2024-10-09", PGA), "2024-12-01"));

        var after = ukraine.on("2025-01-01").last().orElseThrow().recorded();
        assertThat(after.step()).isEqualTo(step(ADOPTED, BILL, "2024-10-09", PGA));
        assertThat(after.evidence()).containsExactly(wrong, correction);
        assertThat(after.received()).as("the step's own").isEqualTo(LocalDate.of(2024, 11, 1));
        assertThat(ukraine.on("2025-01-01", new AsOf(null, wrong))).isEqualTo(before);
        assertThat(ukraine.on("2025-01-01", new AsOf(LocalDate.of(2024, 11, 30), Long.MAX_VALUE)))
                .isEqualTo(before);
        assertThat(ukraine.on("2025-01-01", new AsOf(LocalDate.of(2024, 10, 31), Long.MAX_VALUE))
                        .steps())
                .as("received by nobody yet")
                .isEmpty();
    }

    @Test
    void givenAStepThatNeverWas_whenItIsStruckOut_thenNothingStandsAndItCanBeReinstated() {
        var wrong = ukraine.recorded(record(step(ADOPTED, BILL, "2024", PGA), null));
        var struck = ukraine.recorded(correct(wrong, null, null));
        assertThat(ukraine.on("2025-01-01").steps()).isEmpty();

        ukraine.refused(correct(wrong, null, null), Reason.CORRECTION_CHANGES_NOTHING, "replacement");
        ukraine.recorded(correct(struck, step(AMENDED, BILL, "2024", PGA), null));

        assertThat(ukraine.on("2025-01-01").last().orElseThrow().recorded().evidence())
                .containsExactly(wrong, struck, struck + 1);
    }

    @Test
    void givenACorrection_whenItNamesNothingOrChangesNothingOrComesTooEarly_thenRefused() {
        var position = ukraine.recorded(record(step(ADOPTED, BILL, "2024-10", PGA), null));

        ukraine.refused(correct(99, step(TABLED, BILL, "2024-10", PGA), null), Reason.NO_SUCH_ACT, "position");
        ukraine.refused(
                correct(position, step(ADOPTED, BILL, "2024-10", PGA), null),
                Reason.CORRECTION_CHANGES_NOTHING,
                "replacement");
        ukraine.refused(
                correct(position, step(ADOPTED, BILL, "2027", PGA), null), Reason.DATE_IN_FUTURE, "replacement.date");
    }
}
