package org.treatyledger.api.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.treatyledger.core.treaty.Series;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

class StepChartTest {

    private static final LocalDate ADOPTED = LocalDate.of(1998, 7, 17);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Participants PARTICIPANTS =
            Participants.of(List.of(new Participant.State(new ParticipantId("UKR"), "Ukraine", null, null)));

    private static StepChart chart(@Nullable LocalDate inForceSince, Series.Step... steps) {
        return StepChart.of(
                new Series(Arrays.asList(steps)),
                new StepChart.Subject("Rome Statute", ADOPTED, TODAY, inForceSince),
                PARTICIPANTS);
    }

    private static Series.Step step(LocalDate on, int count, List<String> came, List<String> went) {
        return new Series.Step(
                on,
                count,
                came.stream().map(ParticipantId::new).toList(),
                went.stream().map(ParticipantId::new).toList(),
                List.of());
    }

    @Test
    void stepsFollowOnOneAnotherUpToTheEdge() {
        var steps = chart(
                        null,
                        step(LocalDate.of(2002, 7, 1), 66, List.of(), List.of()),
                        step(LocalDate.of(2010, 1, 1), 110, List.of(), List.of()),
                        step(LocalDate.of(2019, 3, 17), 109, List.of(), List.of()))
                .steps();

        assertThat(steps.getFirst().x()).isGreaterThan(StepChart.LEFT);
        assertThat(steps.getFirst().fromY()).isEqualTo(StepChart.BOTTOM);
        for (var i = 1; i < steps.size(); i++) {
            var before = steps.get(i - 1);
            assertThat(before.x() + before.width()).isCloseTo(steps.get(i).x(), within());
            assertThat(steps.get(i).fromY()).isEqualTo(before.y());
        }
        assertThat(steps.getLast().x() + steps.getLast().width()).isCloseTo(StepChart.RIGHT, within());
    }

    private static Offset<Double> within() {
        return Offset.offset(0.05);
    }

    @Test
    void higherCountsStandHigherAndNoneLeavesTheDrawing() {
        var chart = chart(
                null,
                step(LocalDate.of(2002, 7, 1), 66, List.of(), List.of()),
                step(LocalDate.of(2025, 1, 1), 125, List.of("UKR"), List.of()));
        var steps = chart.steps();

        assertThat(steps.getLast().y()).isLessThan(steps.getFirst().y());
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.y()).isBetween(StepChart.TOP, StepChart.BOTTOM);
            assertThat(step.height()).isEqualTo(StepChart.BOTTOM - step.y());
        });
        assertThat(chart.counts()).extracting(Axis.Tick::label).containsExactly("0", "25", "50", "75", "100", "125");
        assertThat(chart.counts().getFirst().at()).isEqualTo(StepChart.BOTTOM);
        assertThat(chart.counts().getLast().at()).isEqualTo(StepChart.TOP);
    }

    @Test
    void yearsAreFewAndInOrder() {
        var years = chart(null, step(LocalDate.of(2002, 7, 1), 66, List.of(), List.of()))
                .years();

        assertThat(years).extracting(Axis.Tick::label).containsExactly("2000", "2005", "2010", "2015", "2020", "2025");
        assertThat(years).extracting(Axis.Tick::at).isSorted();
        assertThat(years).allSatisfy(year -> assertThat(year.at()).isBetween(StepChart.LEFT, StepChart.RIGHT));
    }

    @Test
    void eachStepSaysWhoCameAndWhoWent() {
        var steps = chart(
                        null,
                        step(LocalDate.of(2025, 1, 1), 1, List.of("UKR"), List.of()),
                        step(LocalDate.of(2026, 1, 1), 0, List.of(), List.of("UKR")))
                .steps();

        assertThat(steps.getFirst().title()).isEqualTo("1 January 2025: 1 State Party; in force for Ukraine");
        assertThat(steps.getLast().title()).isEqualTo("1 January 2026: 0 States Parties; no longer for Ukraine");
    }

    @Test
    void whatIsToComeIsSetApartAndTheDayMarked() {
        var chart = chart(
                null,
                step(LocalDate.of(2002, 7, 1), 66, List.of(), List.of()),
                step(LocalDate.of(2027, 2, 1), 67, List.of("UKR"), List.of()));

        assertThat(chart.steps()).extracting(StepChart.Step::toCome).containsExactly(false, true);
        assertThat(chart.steps().getLast().width()).isPositive();
        assertThat(chart.asked()).isNotNull();
        assertThat(chart.description())
                .isEqualTo("From 66 on 1 July 2002 to 66 on 24 November 2026; the count changed on 2 days.");
    }

    @Test
    void theTreatysOwnEntryIntoForceIsMarkedOnTheSideThatHasRoom() {
        var early = chart(LocalDate.of(2002, 7, 1)).entryIntoForce();
        var late = chart(LocalDate.of(2024, 1, 1)).entryIntoForce();

        assertThat(early).isNotNull().satisfies(mark -> {
            assertThat(mark.anchor()).isEqualTo("start");
            assertThat(mark.label()).isEqualTo("Entry into force 1 July 2002");
        });
        assertThat(late).isNotNull().satisfies(mark -> assertThat(mark.anchor()).isEqualTo("end"));
        assertThat(chart(LocalDate.of(2031, 1, 1)).entryIntoForce()).isNull();
    }

    @Test
    void nobodyYetIsAnEmptyDrawingWithAxes() {
        var chart = chart(null);

        assertThat(chart.steps()).isEmpty();
        assertThat(chart.counts()).extracting(Axis.Tick::label).containsExactly("0", "1");
        assertThat(chart.years()).isNotEmpty();
        assertThat(chart.asked()).isNull();
        assertThat(chart.description()).isEqualTo("Nobody has become a party yet.");
    }
}
