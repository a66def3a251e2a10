package org.treatyledger.api.pages;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.Series;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/**
 * A count over time as a drawing of steps: every place in the units of the view box, so that the template only writes
 * them down.
 *
 * @param entryIntoForce the treaty's own entry into force, null where there is none within the drawing
 * @param asked the day that is asked about, null where the drawing ends there
 * @param title what the drawing shows
 * @param description the same in words, for those who do not see it
 */
record StepChart(
        List<Step> steps,
        List<Axis.Tick> years,
        List<Axis.Tick> counts,
        @Nullable Mark entryIntoForce,
        @Nullable Mark asked,
        String title,
        String description) {

    static final double WIDTH = 720;
    static final double HEIGHT = 320;
    static final double LEFT = 48;
    static final double RIGHT = 708;
    static final double TOP = 44;
    static final double BOTTOM = 280;

    private static final int MOST_NAMES = 6;

    /** What the drawing is of: the treaty's name, and the days that matter. */
    record Subject(
            String treaty,
            LocalDate from,
            LocalDate day,
            @Nullable LocalDate inForceSince) {}

    /**
     * The count from one day until the next step.
     *
     * @param fromY where the line comes from
     * @param toCome whether the step lies after the day that is asked about
     */
    record Step(double x, double width, double fromY, double y, boolean toCome, String title) {

        /** The height from the count down to nothing. */
        public double height() {
            return BOTTOM - y;
        }

        /** The line: up or down on the day, then on until the next step. */
        public String path() {
            return "M" + x + " " + fromY + "V" + y + "H" + (x + width);
        }
    }

    /** A day marked in the drawing; its words stand to the left of it where there is more room. */
    record Mark(double x, String label) {

        public String anchor() {
            return x > (LEFT + RIGHT) / 2 ? "end" : "start";
        }

        public double labelX() {
            return x > (LEFT + RIGHT) / 2 ? x - 6 : x + 6;
        }
    }

    static StepChart of(Series series, Subject subject, Participants participants) {
        var steps = series.steps();
        var first = steps.isEmpty() ? subject.from() : steps.getFirst().on();
        var last = steps.isEmpty() ? subject.day() : steps.getLast().on();
        var from = first.isBefore(subject.from()) ? first : subject.from();
        var days = new Axis.Days(from, last.isAfter(subject.day()) ? last.plusMonths(6) : subject.day(), LEFT, RIGHT);
        var most = steps.stream().mapToInt(Series.Step::count).max().orElse(0);
        var counts = Axis.Counts.upTo(most, BOTTOM, TOP);
        return new StepChart(
                drawn(steps, days, counts, subject.day(), participants),
                days.ticks(),
                counts.ticks(),
                entryIntoForce(subject, days),
                last.isAfter(subject.day()) ? new Mark(days.at(subject.day()), English.day(subject.day())) : null,
                "States Parties to the " + subject.treaty() + " since " + from.getYear(),
                description(steps, subject));
    }

    private static List<Step> drawn(
            List<Series.Step> steps, Axis.Days days, Axis.Counts counts, LocalDate day, Participants participants) {
        var drawn = new ArrayList<Step>();
        var fromY = BOTTOM;
        for (var i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var x = days.at(step.on());
            var end = i + 1 < steps.size() ? days.at(steps.get(i + 1).on()) : RIGHT;
            var y = counts.at(step.count());
            var width = Math.round((end - x) * 10) / 10.0;
            drawn.add(new Step(x, width, fromY, y, step.on().isAfter(day), titleOf(step, participants)));
            fromY = y;
        }
        return drawn;
    }

    private static String titleOf(Series.Step step, Participants participants) {
        var title = new StringBuilder(
                English.day(step.on()) + ": " + step.count() + " " + English.statesParties(step.count()));
        if (!step.came().isEmpty()) {
            title.append("; in force for ").append(names(step.came(), participants));
        }
        if (!step.went().isEmpty()) {
            title.append("; no longer for ").append(names(step.went(), participants));
        }
        return title.toString();
    }

    private static String names(List<ParticipantId> ids, Participants participants) {
        return English.list(ids.stream().map(participants::nameOf).sorted().toList(), MOST_NAMES);
    }

    private static @Nullable Mark entryIntoForce(Subject subject, Axis.Days days) {
        var since = subject.inForceSince();
        return since == null || since.isBefore(days.from()) || since.isAfter(days.to())
                ? null
                : new Mark(days.at(since), "Entry into force " + English.day(since));
    }

    private static String description(List<Series.Step> steps, Subject subject) {
        if (steps.isEmpty()) {
            return "Nobody has become a party yet.";
        }
        var first = steps.getFirst();
        var on =
                steps.stream().filter(step -> !step.on().isAfter(subject.day())).reduce((earlier, later) -> later);
        return "From " + first.count() + " on " + English.day(first.on())
                + on.map(step -> " to " + step.count() + " on " + English.day(subject.day()))
                        .orElse("")
                + "; the count changed on " + steps.size() + (steps.size() == 1 ? " day." : " days.");
    }
}
