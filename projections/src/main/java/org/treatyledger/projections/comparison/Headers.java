package org.treatyledger.projections.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.comparison.Column;

/**
 * What the columns of a table are: recognized by their headers, or as the asker says.
 *
 * @param at the index of each column that is understood
 * @param names where codes and names both stand, the index of the names; null otherwise
 * @param texts the headers, as written
 */
record Headers(Map<Column, Integer> at, @Nullable Integer names, List<String> texts) {

    private static final String SYNTAX = "columns=participant:State;deposit:Date of deposit;entryIntoForce:EIF";
    private static final Pattern BOUNDARY_OF_CAMELS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}#]+");
    private static final Pattern CODE =
            Pattern.compile("(iso|iso ?3|iso ?3166.*|alpha ?3|iso alpha ?3|(country|state|participant|iso) code|code)");

    /** Headers over names, the plainest first: a table of codes may print names beside them. */
    private static final List<Pattern> NAMES = List.of(
            Pattern.compile("participants?( as printed)?"),
            Pattern.compile("(states?|contracting|member) (party|parties|states?)|states?|party|parties"),
            Pattern.compile("countr(y|ies)( name)?|signator(y|ies)|members?"),
            Pattern.compile("(short |official )?name"));

    private static final Pattern NUMBER = Pattern.compile("#|no|nr|number|rank|ordinal|(deposit )?order");
    private static final Pattern LEAVING = Pattern.compile(
            ".*\\b(withdr[a-z]+|denunciations?|denounced|exits?|exit date|terminat[a-z]+|ceas[a-z]+)\\b.*");
    private static final Pattern LEAVING_TAKES_EFFECT =
            Pattern.compile(".*\\b(effect[a-z]*|exits?|terminat[a-z]+|ceas[a-z]+)\\b.*");
    private static final Pattern LEAVING_IS_NOTIFIED =
            Pattern.compile(".*\\b(notif[a-z]+|notice|received|receipt)\\b.*");
    private static final Pattern ENTRY = Pattern.compile(
            ".*\\b(ent(ry|ers|ered) (into|in) force|eif|in force|effective|date of effect|takes effect)\\b.*");
    private static final Pattern SIGNATURE = Pattern.compile("(date of )?(signature|signed|signing)\\b.*");
    private static final Pattern MEANS = Pattern.compile(
            "(means|kind|type|form|instrument|action)( of (consent|instrument|participation))?|instrument (kind|type)|consent (kind|type|means)");
    private static final Pattern DEPOSIT = Pattern.compile(
            "(date of )?(the )?(deposit(ed)?|ratification|ratified|acceptance|approval|accession|acceded|consent|instrument deposited|receipt)\\b.*");

    /** Reads a row of headers. Throws {@link UnreadableTable} where it leaves a doubt. */
    static Headers read(List<String> texts, Map<Column, String> asked) {
        var found = new EnumMap<Column, Integer>(Column.class);
        asked.forEach((column, header) -> find(texts, column, header).ifPresent(index -> found.put(column, index)));
        for (var column : Column.values()) {
            if (!asked.containsKey(column)) {
                recognized(column, texts, found).ifPresent(index -> found.put(column, index));
            }
        }
        var headers = new Headers(Map.copyOf(found), nameBeside(texts, found), List.copyOf(texts));
        headers.requireEnough(!asked.isEmpty());
        return headers;
    }

    private static Optional<Integer> find(List<String> texts, Column column, String header) {
        if (header.equals("-")) {
            return Optional.empty();
        }
        var index = IntStream.range(0, texts.size())
                .filter(i -> texts.get(i).strip().equalsIgnoreCase(header.strip()))
                .findFirst();
        if (index.isEmpty()) {
            throw new UnreadableTable(
                    "The table has no column \"" + header + "\" for the " + column.words() + "; its headers are "
                            + quoted(texts) + ".",
                    "Write the header as it stands in the table, for example " + SYNTAX + ".");
        }
        return Optional.of(index.getAsInt());
    }

    private static Optional<Integer> recognized(Column column, List<String> texts, Map<Column, Integer> taken) {
        var candidates = IntStream.range(0, texts.size())
                .filter(i -> !taken.containsValue(i))
                .filter(i -> rank(column, words(texts.get(i))) > 0)
                .boxed()
                .sorted(Comparator.comparing(i -> rank(column, words(texts.get(i)))))
                .toList();
        if (candidates.size() > 1
                && rank(column, words(texts.get(candidates.get(0))))
                        == rank(column, words(texts.get(candidates.get(1))))) {
            throw new UnreadableTable(
                    "Several columns could be the " + column.words() + ": "
                            + quoted(candidates.stream().map(texts::get).toList()) + ".",
                    "Say which is meant, for example columns=" + column.label() + ":" + texts.get(candidates.getFirst())
                            + ", or that none is: columns=" + column.label() + ":-");
        }
        return candidates.stream().findFirst();
    }

    /** How plainly a header names a column, from 1; 0 where it does not. */
    private static int rank(Column column, String words) {
        return switch (column) {
            case PARTICIPANT -> CODE.matcher(words).matches() ? 1 : nameRank(words);
            case NUMBER -> is(NUMBER, words);
            case MEANS -> is(MEANS, words);
            case WITHDRAWAL_NOTIFIED ->
                leaves(words) && !is(LEAVING_TAKES_EFFECT, words, 1) ? is(LEAVING_IS_NOTIFIED, words) : 0;
            case EXIT -> leaves(words) ? is(LEAVING_TAKES_EFFECT, words) : 0;
            case WITHDRAWAL ->
                leaves(words) && !is(LEAVING_TAKES_EFFECT, words, 1) && !is(LEAVING_IS_NOTIFIED, words, 1) ? 1 : 0;
            case ENTRY_INTO_FORCE -> leaves(words) ? 0 : is(ENTRY, words);
            case SIGNATURE -> is(SIGNATURE, words);
            case DEPOSIT ->
                leaves(words) || is(NUMBER, words, 1) || is(MEANS, words, 1) || is(ENTRY, words, 1)
                        ? 0
                        : is(DEPOSIT, words);
        };
    }

    private static boolean leaves(String words) {
        return LEAVING.matcher(words).matches();
    }

    private static int is(Pattern pattern, String words) {
        return pattern.matcher(words).matches() ? 1 : 0;
    }

    private static boolean is(Pattern pattern, String words, int wanted) {
        return is(pattern, words) == wanted;
    }

    private static int nameRank(String words) {
        return IntStream.range(0, NAMES.size())
                .filter(i -> NAMES.get(i).matcher(words).matches())
                .map(i -> i + 2)
                .findFirst()
                .orElse(0);
    }

    private static @Nullable Integer nameBeside(List<String> texts, Map<Column, Integer> found) {
        var participant = found.get(Column.PARTICIPANT);
        return IntStream.range(0, texts.size())
                .filter(i -> !found.containsValue(i) && participant != null && i != participant)
                .filter(i -> nameRank(words(texts.get(i))) > 0)
                .boxed()
                .min(Comparator.comparing(i -> nameRank(words(texts.get(i)))))
                .orElse(null);
    }

    private static String words(String header) {
        var apart = BOUNDARY_OF_CAMELS.matcher(header.strip()).replaceAll(" ");
        return NO_WORD.matcher(apart).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private void requireEnough(boolean told) {
        if (!at.containsKey(Column.PARTICIPANT)) {
            throw new UnreadableTable(
                    "No column names the participant; the headers are " + quoted(texts) + ".",
                    "Give the table a header such as participant or State, or say which column it is: " + SYNTAX + ".");
        }
        if (texts.size() > 1 && at.keySet().equals(Set.of(Column.PARTICIPANT)) && !told) {
            throw new UnreadableTable(
                    "No column can be compared: neither signature, deposit, entry into force, means nor withdrawal is"
                            + " among the headers " + quoted(texts) + ".",
                    "Say which columns they are: " + SYNTAX
                            + ". To compare the list of names alone, say which column that is.");
        }
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", "));
    }

    /** The headers that were passed over. */
    List<String> ignored() {
        var used = new TreeSet<>(at.values());
        if (names != null) {
            used.add(names);
        }
        var ignored = new ArrayList<String>();
        for (var i = 0; i < texts.size(); i++) {
            if (!used.contains(i)) {
                ignored.add(texts.get(i));
            }
        }
        return ignored;
    }

    /** Whether the column of deposits says by its header that it holds several means, told apart by letters. */
    boolean lettersTellMeans() {
        var deposit = at.get(Column.DEPOSIT);
        return deposit != null
                && Pattern.compile("(?i)accession\\s*\\(a\\)|acceptance\\s*\\(A\\)")
                        .matcher(texts.get(deposit))
                        .find();
    }
}
