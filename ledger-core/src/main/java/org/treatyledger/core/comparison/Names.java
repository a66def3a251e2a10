package org.treatyledger.core.comparison;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/**
 * Finds the participant that a published table means: by code, by the directory's name, by another name that is on
 * file. Case, accents, punctuation and the order of the words do not matter; anything further is suggested, never
 * guessed.
 */
public final class Names {

    /**
     * Another name of a participant.
     *
     * @param former whether it is no longer in use
     */
    public record Alias(String name, ParticipantId participant, boolean former) {}

    /** What became of a name. */
    public sealed interface Resolution {

        /** One participant is meant. */
        record Found(ParticipantId participant, boolean byFormerName) implements Resolution {}

        /** Several have had the name. */
        record Ambiguous(List<ParticipantId> participants) implements Resolution {
            public Ambiguous {
                participants = List.copyOf(participants);
            }
        }

        /** Nobody has it; the nearest names, if any are near. */
        record Unknown(List<ParticipantId> nearest) implements Resolution {
            public Unknown {
                nearest = List.copyOf(nearest);
            }
        }
    }

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’‘ʼ`´.]");
    private static final Pattern FOOTNOTE = Pattern.compile("(?<=\\p{L}|\\))[\\s,]*(?:\\[?\\d+\\]?[\\s,]*|\\*+)+$");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Set<String> LITTLE_WORDS = Set.of("the", "of", "and");
    private static final int MOST_SUGGESTIONS = 3;
    private static final double NEAR = 0.34;
    private static final int LONGEST = 100;

    private final Participants directory;
    private final Map<String, SortedSet<ParticipantId>> official = new HashMap<>();
    private final Map<String, SortedSet<ParticipantId>> other = new HashMap<>();
    private final Map<String, SortedSet<ParticipantId>> former = new HashMap<>();

    private Names(Participants directory, Collection<Alias> aliases) {
        this.directory = directory;
        directory.all().forEach(one -> add(official, one.name(), one.id()));
        aliases.forEach(alias -> add(alias.former() ? former : other, alias.name(), alias.participant()));
    }

    /** The names of the directory and those besides. */
    public static Names of(Participants directory, Collection<Alias> aliases) {
        return new Names(directory, aliases);
    }

    private static void add(Map<String, SortedSet<ParticipantId>> names, String name, ParticipantId id) {
        names.computeIfAbsent(key(name), missing -> new TreeSet<>()).add(id);
    }

    /** Whom the text means. A name in use goes before a former one. */
    public Resolution resolve(String written) {
        var text = FOOTNOTE.matcher(written.strip()).replaceFirst("");
        var code = ParticipantId.parse(text.toUpperCase(Locale.ROOT))
                .filter(id -> directory.find(id).isPresent());
        if (code.isPresent()) {
            return new Resolution.Found(code.get(), false);
        }
        var key = key(text);
        for (var names : List.of(official, other, former)) {
            var found = names.get(key);
            if (found != null) {
                return found.size() == 1
                        ? new Resolution.Found(found.first(), names == former)
                        : new Resolution.Ambiguous(List.copyOf(found));
            }
        }
        return new Resolution.Unknown(nearest(key));
    }

    /**
     * The participant that continues one of the past: the State that the directory names, or the one whose former name
     * it bears; itself where there is none, or several.
     */
    public ParticipantId continuation(ParticipantId id) {
        var bearers = former.getOrDefault(key(directory.nameOf(id)), new TreeSet<>());
        var named = directory
                .find(id)
                .flatMap(one -> one instanceof Participant.State state
                        ? Optional.ofNullable(state.continuedBy())
                        : Optional.empty());
        return named.orElse(bearers.size() == 1 ? bearers.first() : id);
    }

    Participants directory() {
        return directory;
    }

    private static String key(String name) {
        var plain =
                MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
        var words = NO_WORD.split(
                APOSTROPHES.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll(""));
        return Stream.of(words)
                .filter(word -> !word.isEmpty() && !LITTLE_WORDS.contains(word))
                .map(word -> word.equals("st") ? "saint" : word)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private List<ParticipantId> nearest(String key) {
        if (key.isEmpty() || key.length() > LONGEST) {
            return List.of();
        }
        var distances = new TreeMap<ParticipantId, Double>();
        for (var names : List.of(official, other, former)) {
            names.forEach((name, ids) -> ids.forEach(id -> distances.merge(id, distance(key, name), Math::min)));
        }
        return distances.entrySet().stream()
                .filter(one -> one.getValue() <= NEAR)
                .sorted(Map.Entry.<ParticipantId, Double>comparingByValue()
                        .thenComparing(Comparator.comparing(Map.Entry::getKey)))
                .limit(MOST_SUGGESTIONS)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How far apart two names are, from 0 (the same) to 1: by letters, or by words where one holds the other. */
    private static double distance(String a, String b) {
        if (List.of(b.split(" ")).containsAll(List.of(a.split(" ")))) {
            return NEAR;
        }
        var longer = Math.max(a.length(), b.length());
        var cannotBeNear = Math.abs(a.length() - b.length()) > NEAR * longer;
        return cannotBeNear ? 1 : (double) edits(a, b) / longer;
    }

    /** The least number of letters to insert, drop or change (Levenshtein). */
    private static int edits(String a, String b) {
        var row = IntStream.rangeClosed(0, b.length()).toArray();
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var above = row[j];
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
