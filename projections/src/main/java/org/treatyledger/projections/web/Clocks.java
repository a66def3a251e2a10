package org.treatyledger.projections.web;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.AsOf.View;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.Register.Reading;

/**
 * The three clocks of a question about status, as they were asked.
 *
 * @param on the legal day; today in the depositary's calendar where none is given
 * @param known what the depositary had received by the end of that day; null for everything
 * @param position what the ledger had recorded up to and including it; null for everything
 * @param view whose knowledge {@code known} speaks of
 */
public record Clocks(
        @Nullable LocalDate on,
        @Nullable LocalDate known,
        @Nullable Long position,
        View view) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,19}");

    /** The clocks of the depositary's own knowledge. */
    public Clocks(@Nullable LocalDate on, @Nullable LocalDate known, @Nullable Long position) {
        this(on, known, position, View.LEGAL);
    }

    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** The clocks as the request names them; a 400 problem where one cannot be read. */
    public static Clocks parse(@Nullable String on, @Nullable String known, @Nullable String position) {
        return new Clocks(day("on", on), day("known", known), position == null ? null : number("position", position));
    }

    /** The same as another may know it: {@code legal}, what the depositary had received; {@code public}, had circulated. */
    Clocks seen(@Nullable String label) {
        return label == null ? this : new Clocks(on, known, position, view(label));
    }

    private static View view(String label) {
        return Arrays.stream(View.values())
                .filter(one -> one.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.of(400, "malformed-parameter", "\"" + label + "\" is not a view.")
                        .field("view")
                        .remedy("Use legal, what the depositary had received, or public, what it had circulated.")
                        .asException());
    }

    public static @Nullable LocalDate day(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            if (ISO_DATE.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            throw notADay(field, text);
        }
        throw notADay(field, text);
    }

    private static ProblemException notADay(String field, String text) {
        return Problem.of(400, "malformed-parameter", "\"" + text + "\" is not a day of the calendar.")
                .field(field)
                .remedy("Write a day as YYYY-MM-DD, for example 2024-11-08.")
                .asException();
    }

    /** Refuses a range that ends before it starts; an end that is not given is open. */
    static <T extends Comparable<? super T>> void inOrder(@Nullable T from, @Nullable T to) {
        if (from != null && to != null && from.compareTo(to) > 0) {
            throw Problem.of(400, "malformed-parameter", "\"from\" lies after \"to\".")
                    .field("from")
                    .remedy("Exchange the two.")
                    .asException();
        }
    }

    /** A whole number from 0 in ASCII digits; a 400 problem for anything else. */
    public static long number(String field, String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw notANumber(field, text);
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw notANumber(field, text);
        }
    }

    private static ProblemException notANumber(String field, String text) {
        return Problem.of(400, "malformed-parameter", "\"" + text + "\" is not a whole number from 0.")
                .field(field)
                .remedy("Write it in digits.")
                .asException();
    }

    /** What the status may know. */
    public AsOf asOf() {
        return new AsOf(known, position == null ? Long.MAX_VALUE : position, view);
    }

    /** The legal day that is asked about. */
    public LocalDate day(Reading reading, Clock clock) {
        return on == null
                ? LocalDate.now(clock.withZone(reading.status().clauses().zone()))
                : on;
    }

    /** The position up to which the answer rests on what is recorded; -1 where nothing is. */
    public long effectivePosition(Reading reading) {
        return position == null ? reading.size() - 1 : Math.min(position, reading.size() - 1);
    }

    /** The reading that the clocks ask for; a 404 problem where there is no such treaty. */
    public Reading read(Register register, String treaty) {
        return TreatyId.parse(treaty).flatMap(id -> register.read(id, asOf())).orElseThrow(() -> unknownTreaty(treaty));
    }

    /** The problem of a treaty that is not registered, or was not at that position. */
    public static ProblemException unknownTreaty(String treaty) {
        return Problem.of(404, "unknown-treaty", "No treaty is registered as " + treaty + ".")
                .field("treaty")
                .remedy("GET /api/v1/treaties lists those that are.")
                .asException();
    }

    static void ifGiven(@Nullable String text, String field, LongConsumer use) {
        if (text != null) {
            use.accept(number(field, text));
        }
    }
}
