package org.treatyledger.core.codec;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.Denominator;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.Eligible;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/** Random final clauses of every form that the contract knows. */
public final class AnyRules {

    private static final List<String> ZONES =
            List.of("America/New_York", "Europe/Zurich", "UTC", "+02:00", "Africa/Nairobi");
    private static final List<String> TEXTS = List.of(
            "art. 126", "Escazú", "a \"quoted\" word", "back\\slash", "line\nbreak", "ראש", "𝔸stral", "\u0001");

    private final RandomGenerator random;

    public AnyRules(RandomGenerator random) {
        this.random = random;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextBoolean() ? value.get() : null;
    }

    public LocalDate day() {
        return LocalDate.of(1900, 1, 1).plusDays(random.nextInt(60_000));
    }

    ParticipantId who() {
        return new ParticipantId("" + letter() + letter() + letter());
    }

    private char letter() {
        return (char) ('A' + random.nextInt(26));
    }

    private SortedSet<ParticipantId> several() {
        var all = new TreeSet<ParticipantId>();
        for (var n = 1 + random.nextInt(4); all.size() < n; ) {
            all.add(who());
        }
        return all;
    }

    private BigDecimal percent() {
        return BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(4));
    }

    /** A date rule that nests at most so deep, itself included. */
    public DateRule date(int deep, boolean parent) {
        return switch (random.nextInt(deep > 1 ? 13 : 9)) {
            case 0 -> new DateRule.OnDay();
            case 1 -> new DateRule.PlusDays(random.nextInt(36_601));
            case 2 -> new DateRule.AfterExpiryOfDays(random.nextInt(400));
            case 3 -> new DateRule.PlusMonths(random.nextInt(1_201));
            case 4 -> new DateRule.PlusYears(random.nextInt(101));
            case 5 -> new DateRule.FirstOfNthMonthAfterMonth(random.nextInt(25));
            case 6 -> new DateRule.Fixed(day());
            case 7 -> parent ? new DateRule.ParentEntryIntoForce() : new DateRule.OnDay();
            case 8 ->
                new DateRule.EndOfPeriod(
                        day(), 1 + random.nextInt(100), 1 + random.nextInt(100), random.nextInt(1_201));
            case 9 -> new DateRule.FirstOfMonthAfter(date(deep - 1, parent));
            case 10 -> new DateRule.FixedIfMetBy(day(), date(deep - 1, parent));
            case 11 -> new DateRule.Later(List.of(date(deep - 1, parent), date(deep - 1, parent)));
            default -> new DateRule.Earlier(List.of(date(deep - 1, parent)));
        };
    }

    Threshold threshold(int deep, boolean parent) {
        return switch (random.nextInt(deep > 1 ? 9 : 7)) {
            case 0 -> new Threshold.Count(1 + random.nextInt(1_000));
            case 1 -> {
                var among = several();
                yield new Threshold.CountOf(1 + random.nextInt(among.size()), among);
            }
            case 2 -> new Threshold.AllOf(several());
            case 3 -> fraction(parent);
            case 4 -> {
                var table = new TreeMap<ParticipantId, BigDecimal>();
                several().forEach(who -> table.put(who, percent()));
                yield new Threshold.ShareReached(text(), percent(), table);
            }
            case 5 -> parent ? new Threshold.ParentInForce() : new Threshold.Count(1);
            case 6 -> new Threshold.DecidedBy(text());
            case 7 -> new Threshold.And(List.of(threshold(deep - 1, parent), threshold(deep - 1, parent)));
            default -> new Threshold.Or(List.of(threshold(deep - 1, parent)));
        };
    }

    private Threshold fraction(boolean parent) {
        var denominator = 1 + random.nextInt(9_999);
        return new Threshold.Fraction(
                1 + random.nextInt(denominator),
                denominator,
                switch (parent ? random.nextInt(4) : 0) {
                    case 1 -> new Denominator.PartiesCurrent();
                    case 2 -> new Denominator.PartiesAtAdoption();
                    case 3 -> new Denominator.ParentPartiesCurrent();
                    default -> new Denominator.FixedNumber(1 + random.nextInt(1_000));
                });
    }

    private Set<ConsentMeans> means() {
        var means = EnumSet.noneOf(ConsentMeans.class);
        for (var one : ConsentMeans.values()) {
            if (one != ConsentMeans.SUCCESSION && random.nextBoolean()) {
                means.add(one);
            }
        }
        return means;
    }

    public FinalClauses clauses() {
        var parent = maybe(() -> new TreatyId("parent-of-it"));
        var windows = new ArrayList<FinalClauses.Window>();
        for (var n = random.nextInt(3); n > 0; n--) {
            var from = day();
            windows.add(new FinalClauses.Window(from, maybe(() -> from.plusDays(random.nextInt(400)))));
        }
        return new FinalClauses(
                new TreatyId("treaty-" + random.nextInt(1_000)),
                text(),
                maybe(this::text),
                maybe(this::text),
                ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))),
                day(),
                parent,
                new FinalClauses.Signature(windows, any(FinalClauses.Signature.Effect.values()), maybe(this::text)),
                new FinalClauses.Consent(
                        means(), means(), eligible(parent != null), random.nextBoolean(), maybe(this::text)),
                any(FinalClauses.Reservations.values()),
                maybe(this::text),
                new FinalClauses.EntryIntoForceClause(
                        threshold(4, parent != null),
                        date(4, parent != null),
                        date(4, parent != null),
                        scope(parent != null),
                        parent != null && random.nextBoolean(),
                        maybe(this::text)),
                maybe(this::exit),
                maybe(() -> new FinalClauses.Quorum(1 + random.nextInt(1_000), maybe(this::text))));
    }

    private ExitRule exit() {
        return new ExitRule(
                date(3, false),
                random.nextBoolean(),
                maybe(() -> date(2, false)),
                maybe(this::text),
                maybe(() -> new ExitRule.OverAmendment(date(2, false), maybe(this::text))),
                maybe(this::text));
    }

    private FinalClauses.EntryIntoForceClause.Scope scope(boolean parent) {
        var scope = any(FinalClauses.EntryIntoForceClause.Scope.values());
        return parent || scope != FinalClauses.EntryIntoForceClause.Scope.ALL_PARENT_PARTIES
                ? scope
                : FinalClauses.EntryIntoForceClause.Scope.ALL;
    }

    private Eligible eligible(boolean parent) {
        return switch (random.nextInt(parent ? 3 : 2)) {
            case 0 -> new Eligible.AllStates();
            case 1 -> new Eligible.Named(several());
            default -> new Eligible.ParentParties();
        };
    }

    private <E> E any(E[] constants) {
        return constants[random.nextInt(constants.length)];
    }
}
