package org.treatyledger.core.rules;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.treatyledger.core.vocabulary.ParticipantId;

/** A condition on the set of consents of one day that must hold for a treaty to enter into force. */
public sealed interface Threshold {

    /** So many instruments. Source: Rome Statute art. 126(1). */
    record Count(int needed) implements Threshold {
        @Override
        public String toString() {
            return inWords();
        }
    }

    /** So many of the named participants. Source: NPT art. IX(3). */
    record CountOf(int needed, SortedSet<ParticipantId> among) implements Threshold {
        public CountOf {
            among = new TreeSet<>(among);
        }

        @Override
        public String toString() {
            return inWords();
        }
    }

    /** Every one of the named participants. Source: CTBT art. XIV(1). */
    record AllOf(SortedSet<ParticipantId> named) implements Threshold {
        public AllOf {
            named = new TreeSet<>(named);
        }

        @Override
        public String toString() {
            return inWords();
        }
    }

    /** A fraction, rounded up: seven eighths of 125 is 110. Source: Rome Statute art. 121(4). */
    record Fraction(int numerator, int denominator, Denominator of) implements Threshold {

        /** How many instruments the day asks for; 0 where there is nobody, or nobody known, to take a fraction of. */
        int needed(Tally day) {
            return (int) Math.ceilDiv((long) whole(day).size() * numerator, denominator);
        }

        /** A fraction of nobody is not reached by nobody: the parent treaty is not registered, or has no parties. */
        private boolean isReached(Tally day) {
            return whole(day).size() > 0 && have(day) >= needed(day);
        }

        private int have(Tally day) {
            return whole(day).consented();
        }

        private Tally.Body whole(Tally day) {
            return switch (of) {
                case Denominator.PartiesCurrent(), Denominator.ParentPartiesCurrent() -> day.parties();
                case Denominator.PartiesAtAdoption() -> day.partiesAtAdoption();
                case Denominator.FixedNumber(int number) ->
                    new Tally.Body(number, day.consented().size());
            };
        }

        /** The arithmetic, with the number that the fraction was taken of: practice differs on it, so it is shown. */
        private String reckoned(Tally day) {
            return inWords() + ": " + numerator + "/" + denominator + " of "
                    + whole(day).size() + ", rounded up, is " + needed(day);
        }

        @Override
        public String toString() {
            return inWords();
        }
    }

    /** Participants whose shares of a metric add up to so many per cent. Source: Paris Agreement art. 21(1). */
    record ShareReached(String metric, BigDecimal atLeast, SortedMap<ParticipantId, BigDecimal> table)
            implements Threshold {
        public ShareReached {
            table = new TreeMap<>(table);
        }

        BigDecimal reached(Set<ParticipantId> consented) {
            return table.entrySet().stream()
                    .filter(share -> consented.contains(share.getKey()))
                    .map(Map.Entry::getValue)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        @Override
        public String toString() {
            return inWords();
        }
    }

    /** The parent treaty is in force. Source: ICCPR-OP1 art. 9(1). */
    record ParentInForce() implements Threshold {
        @Override
        public String toString() {
            return inWords();
        }
    }

    /** A decision of that name has been taken. Source: Rome Statute arts. 15 bis(3) and 15 ter(3). */
    record DecidedBy(String decision) implements Threshold {
        @Override
        public String toString() {
            return inWords();
        }
    }

    /** Every one of several. */
    record And(List<Threshold> all) implements Threshold {
        public And {
            all = List.copyOf(all);
        }

        @Override
        public String toString() {
            return inWords();
        }
    }

    /** Any one of several. */
    record Or(List<Threshold> any) implements Threshold {
        public Or {
            any = List.copyOf(any);
        }

        @Override
        public String toString() {
            return inWords();
        }
    }

    /** Whether the condition holds on the day that the tally describes. */
    default boolean holds(Tally day) {
        return switch (this) {
            case Count(int needed) -> day.consented().size() >= needed;
            case CountOf(int needed, var among) -> present(among, day) >= needed;
            case AllOf(var named) -> day.consented().containsAll(named);
            case Fraction fraction -> fraction.isReached(day);
            case ShareReached share -> share.reached(day.consented()).compareTo(share.atLeast) >= 0;
            case ParentInForce() -> day.parentInForce();
            case DecidedBy(String decision) -> day.decisions().contains(decision);
            case And(var all) -> all.stream().allMatch(part -> part.holds(day));
            case Or(var any) -> any.stream().anyMatch(part -> part.holds(day));
        };
    }

    /** What is missing on that day, a sentence a term; empty where the condition holds. */
    default List<String> missing(Tally day) {
        if (holds(day)) {
            return List.of();
        }
        return switch (this) {
            case Count(int needed) -> List.of(shortBy(day.consented().size(), needed));
            case CountOf(int needed, var among) ->
                List.of(shortBy(present(among, day), needed) + " among " + RuleWords.codes(among));
            case AllOf(var named) -> List.of("waiting for " + RuleWords.codes(absent(named, day.consented())));
            case Fraction fraction ->
                fraction.whole(day).size() == 0
                        ? List.of("no parties that " + fraction.inWords() + " could be reckoned from")
                        : List.of(shortBy(fraction.have(day), fraction.needed(day)) + " (" + fraction.reckoned(day)
                                + ")");
            case ShareReached share ->
                List.of(share.reached(day.consented()).toPlainString() + " of " + share.atLeast.toPlainString()
                        + " per cent of " + share.metric);
            case ParentInForce() -> List.of("the parent treaty is not in force");
            case DecidedBy(String decision) -> List.of("the decision \"" + decision + "\" has not been taken");
            case And(var all) ->
                all.stream().flatMap(part -> part.missing(day).stream()).toList();
            case Or(var any) ->
                List.of(any.stream()
                        .map(part -> String.join(" and ", part.missing(day)))
                        .collect(joining("; or ")));
        };
    }

    /** How it holds on that day, a sentence a term; empty where it does not. */
    default List<String> reached(Tally day) {
        if (!holds(day)) {
            return List.of();
        }
        return switch (this) {
            case Count(int needed) -> List.of(atLeast(day.consented().size(), needed));
            case CountOf(int needed, var among) ->
                List.of(atLeast(present(among, day), needed) + " among " + RuleWords.codes(among));
            case AllOf(var named) -> List.of("instruments by all of " + RuleWords.codes(named));
            case Fraction fraction ->
                List.of(atLeast(fraction.have(day), fraction.needed(day)) + " (" + fraction.reckoned(day) + ")");
            case ShareReached share ->
                List.of(share.reached(day.consented()).toPlainString() + " per cent of " + share.metric + ", of "
                        + share.atLeast.toPlainString() + " needed");
            case ParentInForce() -> List.of("the parent treaty is in force");
            case DecidedBy(String decision) -> List.of("the decision \"" + decision + "\" has been taken");
            case And(var all) ->
                all.stream().flatMap(part -> part.reached(day).stream()).toList();
            case Or(var any) ->
                any.stream().flatMap(part -> part.reached(day).stream()).toList();
        };
    }

    /** The participants that a term names and that have not consented by that day; none where the term holds. */
    default SortedSet<ParticipantId> absent(Tally day) {
        var absent = new TreeSet<ParticipantId>();
        if (!holds(day)) {
            switch (this) {
                case AllOf(var named) -> absent.addAll(absent(named, day.consented()));
                case CountOf(int _, var among) -> absent.addAll(absent(among, day.consented()));
                case ShareReached share -> absent.addAll(absent(share.table.keySet(), day.consented()));
                case And(var all) -> all.forEach(part -> absent.addAll(part.absent(day)));
                case Or(var any) -> any.forEach(part -> absent.addAll(part.absent(day)));
                case Count _, Fraction _, ParentInForce _, DecidedBy _ -> {}
            }
        }
        return absent;
    }

    /** Whether what a day's tally says of the parent treaty can change the answer. */
    default boolean dependsOnParent() {
        return switch (this) {
            case Fraction(var _, var _, Denominator.FixedNumber _) -> false;
            case Fraction _, ParentInForce _ -> true;
            case And(var parts) -> parts.stream().anyMatch(Threshold::dependsOnParent);
            case Or(var parts) -> parts.stream().anyMatch(Threshold::dependsOnParent);
            case Count _, CountOf _, AllOf _, ShareReached _, DecidedBy _ -> false;
        };
    }

    /**
     * The same without waiting for the parent treaty where that is one of the conditions: a delay counts from the
     * instruments, and the parent treaty's entry into force is then waited for. Source: ICCPR-OP1 art. 9(1); depositary
     * practice, by which both entered into force on 23 March 1976.
     */
    default Threshold withoutParentInForce() {
        if (!(this instanceof And(var all)) || all.stream().noneMatch(ParentInForce.class::isInstance)) {
            return this;
        }
        return new And(all.stream()
                .filter(part -> !(part instanceof ParentInForce))
                .map(Threshold::withoutParentInForce)
                .toList());
    }

    /** Whether it could be met if everybody consented: a share needs a table that adds up to it. */
    default boolean isReachable() {
        return switch (this) {
            case ShareReached share -> share.reached(share.table.keySet()).compareTo(share.atLeast) >= 0;
            case And(var parts) -> parts.stream().allMatch(Threshold::isReachable);
            case Or(var parts) -> parts.stream().anyMatch(Threshold::isReachable);
            case Count _, CountOf _, AllOf _, Fraction _, ParentInForce _, DecidedBy _ -> true;
        };
    }

    /** Every participant that one of its terms names. */
    default SortedSet<ParticipantId> named() {
        return switch (this) {
            case CountOf(int _, var among) -> among;
            case AllOf(var all) -> all;
            case ShareReached share -> new TreeSet<>(share.table.keySet());
            case And(var parts) -> namedIn(parts);
            case Or(var parts) -> namedIn(parts);
            case Count _, Fraction _, ParentInForce _, DecidedBy _ -> new TreeSet<>();
        };
    }

    private static SortedSet<ParticipantId> namedIn(List<Threshold> parts) {
        var named = new TreeSet<ParticipantId>();
        parts.forEach(part -> named.addAll(part.named()));
        return named;
    }

    /** The names of the decisions that it waits for. */
    default Set<String> decisions() {
        return switch (this) {
            case DecidedBy(String decision) -> Set.of(decision);
            case And(var parts) -> decisionsOf(parts);
            case Or(var parts) -> decisionsOf(parts);
            case Count _, CountOf _, AllOf _, Fraction _, ShareReached _, ParentInForce _ -> Set.of();
        };
    }

    private static Set<String> decisionsOf(List<Threshold> parts) {
        return parts.stream().flatMap(part -> part.decisions().stream()).collect(toSet());
    }

    /** The condition as it would be read aloud: "the deposit of the sixtieth instrument". */
    default String inWords() {
        return RuleWords.of(this);
    }

    private static int present(Collection<ParticipantId> among, Tally day) {
        return (int) among.stream().filter(day.consented()::contains).count();
    }

    private static List<ParticipantId> absent(Collection<ParticipantId> named, Set<ParticipantId> consented) {
        var absent = new ArrayList<>(named);
        absent.removeAll(consented);
        return absent;
    }

    private static String atLeast(int have, int needed) {
        return Ordinals.amount(have, "instrument") + ", of " + needed + " needed";
    }

    private static String shortBy(int have, int needed) {
        return have + " of " + needed + " instruments";
    }
}
