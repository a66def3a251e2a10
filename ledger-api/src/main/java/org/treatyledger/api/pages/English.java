package org.treatyledger.api.pages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.treatyledger.core.vocabulary.LegalDate;

/** Dates, ranks and lists as English text has them; templates know it as {@code @english}. */
@Component("english")
public final class English {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A day in words: 1 January 2025. */
    public static String day(LocalDate day) {
        return DAY.format(day);
    }

    /** A date in words, as precise as it is: 24 October 2024, October 2024, 2024. */
    public static String date(LegalDate date) {
        return switch (date) {
            case LegalDate.On(var day) -> day(day);
            case LegalDate.WithinMonth(var month) -> MONTH.format(month);
            case LegalDate.WithinYear year -> year.toString();
        };
    }

    /** A moment in words, in universal time: 24 November 2026, 01:37 UTC. */
    public static String moment(Instant moment) {
        return MOMENT.format(moment);
    }

    /** A sentence whose days a page can mark up. */
    public static Prose prose(String sentence) {
        return Prose.of(sentence);
    }

    /** A rank in numerals: 1st, 2nd, 3rd, 11th, 60th. */
    public static String rank(int rank) {
        var teens = rank % 100 >= 11 && rank % 100 <= 13;
        return rank
                + switch (teens ? 0 : rank % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }

    /** Several names in a sentence: A, B and C. */
    public static String list(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    /** As many names as fit, and how many others there are. */
    public static String list(List<String> names, int most) {
        if (names.size() <= most) {
            return list(names);
        }
        var others = names.size() - most;
        return String.join(", ", names.subList(0, most)) + " and " + others + (others == 1 ? " other" : " others");
    }

    /** A label of the contract as a sentence has it: formal-confirmation becomes "formal confirmation". */
    public static String words(String label) {
        return label.replace('-', ' ');
    }

    /** What a count of States counts. */
    public static String statesParties(int count) {
        return count == 1 ? "State Party" : "States Parties";
    }
}
