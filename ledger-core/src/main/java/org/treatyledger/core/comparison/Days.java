package org.treatyledger.core.comparison;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Days in the sentences of a comparison: 2 April 2012. */
final class Days {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final Pattern RESULT = Pattern.compile(": (\\d{4}-\\d{2}-\\d{2})");
    private static final Pattern ISO = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private Days() {}

    static String of(LocalDate day) {
        return DAY.format(day);
    }

    /** The steps of a trace as one clause: "deposited 2 April 2012, 60th day after is 1 June 2012". */
    static String steps(Collection<String> steps) {
        return steps.stream().map(Days::step).collect(Collectors.joining(", "));
    }

    /** The same as the start of a sentence. */
    static String sentence(Collection<String> steps) {
        var clause = steps(steps);
        return clause.isEmpty() ? clause : Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
    }

    private static String step(String step) {
        var told = RESULT.matcher(step.replaceFirst("^deposit ", "deposited ").replace(" later: ", " later, on "))
                .replaceAll(" is $1");
        return ISO.matcher(told).replaceAll(found -> Matcher.quoteReplacement(of(LocalDate.parse(found.group()))));
    }

    /** Several things in a sentence: A, B or C. */
    static String anyOf(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
