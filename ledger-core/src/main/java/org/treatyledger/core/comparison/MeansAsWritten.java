package org.treatyledger.core.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** The means of consent as tables write them: in words, or by the letters of the United Nations' status tables. */
public final class MeansAsWritten {

    private static final Map<String, ConsentMeans> LETTERS = Map.of(
            "A", ConsentMeans.ACCEPTANCE,
            "AA", ConsentMeans.APPROVAL,
            "a", ConsentMeans.ACCESSION,
            "d", ConsentMeans.SUCCESSION,
            "s", ConsentMeans.DEFINITIVE_SIGNATURE,
            "c", ConsentMeans.FORMAL_CONFIRMATION);

    private static final Map<String, ConsentMeans> VERBS = Map.of(
            "ratified", ConsentMeans.RATIFICATION,
            "accepted", ConsentMeans.ACCEPTANCE,
            "approved", ConsentMeans.APPROVAL,
            "acceded", ConsentMeans.ACCESSION,
            "succeeded", ConsentMeans.SUCCESSION);

    private static final Pattern NO_LETTER = Pattern.compile("[^a-zA-Z]+");

    private MeansAsWritten() {}

    /** The means that a cell names, or none. */
    public static Optional<ConsentMeans> read(String text) {
        var letter = Optional.ofNullable(LETTERS.get(NO_LETTER.matcher(text).replaceAll("")));
        return letter.or(() -> inWords(NO_LETTER.matcher(text).replaceAll("-").toLowerCase(Locale.ROOT)));
    }

    private static Optional<ConsentMeans> inWords(String words) {
        var named = Arrays.stream(ConsentMeans.values())
                .filter(means -> ("-" + words + "-").contains("-" + means.label() + "-"))
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : byVerb(List.of(words.split("-")));
    }

    private static Optional<ConsentMeans> byVerb(List<String> words) {
        var named = words.stream()
                .flatMap(word -> Optional.ofNullable(VERBS.get(word)).stream())
                .toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }
}
