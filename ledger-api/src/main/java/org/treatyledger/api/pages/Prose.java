package org.treatyledger.api.pages;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sentence whose days a page can mark up: the core writes them as 2025-01-01, people read 1 January 2025. */
public record Prose(List<Part> parts) {

    private static final Pattern ISO_DATE = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");

    /**
     * A piece of a sentence.
     *
     * @param day the day that it names, null for other words
     */
    public record Part(String text, @Nullable LocalDate day) {}

    public Prose {
        parts = List.copyOf(parts);
    }

    /** The sentence in pieces. */
    public static Prose of(String sentence) {
        var parts = new ArrayList<Part>();
        var dates = ISO_DATE.matcher(sentence);
        var from = 0;
        while (dates.find()) {
            var day = dayOf(dates.group());
            if (day != null) {
                words(parts, sentence.substring(from, dates.start()));
                parts.add(new Part(English.day(day), day));
                from = dates.end();
            }
        }
        words(parts, sentence.substring(from));
        return new Prose(parts);
    }

    /** Several sentences in pieces. */
    public static List<Prose> all(List<String> sentences) {
        return sentences.stream().map(Prose::of).toList();
    }

    private static @Nullable LocalDate dayOf(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            return null;
        }
    }

    private static void words(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(text, null));
        }
    }

    /** The sentence as plain text, for titles and descriptions. */
    public String plain() {
        var text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }
}
