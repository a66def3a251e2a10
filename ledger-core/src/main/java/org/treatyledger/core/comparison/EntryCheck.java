package org.treatyledger.core.comparison;

import static org.treatyledger.core.comparison.Column.DEPOSIT;
import static org.treatyledger.core.comparison.Column.ENTRY_INTO_FORCE;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.DateRule;

/** Compares the days of deposit and of entry into force, each with the ledger's and both with each other. */
final class EntryCheck {

    private final Sighting it;
    private final DateRule rule;
    private final @Nullable LocalDate ourDeposit;
    private final @Nullable LocalDate ourEntry;
    private final @Nullable LocalDate theirDeposit;
    private final @Nullable LocalDate theirEntry;
    private final @Nullable LocalDate wrongDeposit;
    private final @Nullable LocalDate wrongEntry;

    private EntryCheck(Sighting it) {
        this.it = it;
        this.rule = it.status.clauses().entryIntoForce().perState();
        this.ourDeposit = it.ours(DEPOSIT);
        this.ourEntry = it.ours(ENTRY_INTO_FORCE);
        this.theirDeposit = it.theirs(DEPOSIT);
        this.theirEntry = it.theirs(ENTRY_INTO_FORCE);
        this.wrongDeposit = differing(theirDeposit, ourDeposit);
        this.wrongEntry = differing(theirEntry, ourEntry);
    }

    static void check(Sighting it) {
        new EntryCheck(it).check();
    }

    private void check() {
        var depositIsEntry = wrongDeposit != null && wrongDeposit.equals(ourEntry);
        var entryIsDeposit = wrongEntry != null && wrongEntry.equals(ourDeposit);
        if (depositIsEntry && entryIsDeposit) {
            found(Code.DATE_COLUMNS_CONFUSED, DEPOSIT, "the two dates have changed places");
            return;
        }
        if (depositIsEntry && !it.facts.isSuccession()) {
            found(Code.DATE_COLUMNS_CONFUSED, DEPOSIT, "its column of deposits holds the date of entry into force");
        } else if (ourDeposit != null && wrongDeposit != null) {
            deposit(ourDeposit, wrongDeposit);
        }
        if (entryIsDeposit) {
            found(
                    Code.DATE_COLUMNS_CONFUSED,
                    ENTRY_INTO_FORCE,
                    "its column of entries into force holds the date of deposit");
        } else if (wrongEntry != null && !followsFromTheirDeposit()) {
            entry(wrongEntry);
        }
        inner(depositIsEntry || entryIsDeposit);
    }

    private static @Nullable LocalDate differing(@Nullable LocalDate theirs, @Nullable LocalDate ours) {
        return theirs == null || theirs.equals(ours) ? null : theirs;
    }

    /** The one who got the deposit wrong has reckoned rightly from it: that is one mistake and not two. */
    private boolean followsFromTheirDeposit() {
        return wrongDeposit != null
                && ourDeposit != null
                && it.expected(wrongDeposit)
                        .filter(day -> day.equals(theirEntry))
                        .isPresent();
    }

    private void deposit(LocalDate ours, LocalDate theirs) {
        var consent = it.facts.consent();
        if (theirs.equals(it.facts.signature())) {
            found(Code.DEPOSIT_IS_SIGNATURE, DEPOSIT, "that is the day of signature");
        } else if (theirs.equals(it.facts.circulated())) {
            found(Code.DATE_OF_CIRCULATION, DEPOSIT, "that is the day on which the depositary circulated it");
        } else if (consent != null && theirs.equals(consent.countsFrom())) {
            found(
                    Code.DATE_OF_SUCCESSION,
                    DEPOSIT,
                    "that is the day of the succession of States, of which the depositary was notified on "
                            + Days.of(ours));
        } else {
            var slip = Slip.between(ours, theirs);
            found(slip.code(), DEPOSIT, slip.why() + consequence());
        }
    }

    private String consequence() {
        return followsFromTheirDeposit() && wrongEntry != null
                ? "; its entry into force, " + Days.of(wrongEntry) + ", follows from that"
                : "";
    }

    private void entry(LocalDate theirs) {
        var consent = it.facts.consent();
        if (ourEntry == null && (consent == null || consent.takenBackOn() != null)) {
            return; // said of the whole row already
        }
        if (ourEntry == null) {
            found(Code.NOT_IN_FORCE, ENTRY_INTO_FORCE, "by what is on record it is not in force for " + it.name);
            return;
        }
        if (theirs.equals(it.facts.signature())) {
            found(Code.DATE_COLUMNS_CONFUSED, ENTRY_INTO_FORCE, "that is the day of signature");
        } else if (theirs.equals(it.treatySince())) {
            found(
                    Code.GENERAL_DATE_TAKEN,
                    ENTRY_INTO_FORCE,
                    "that is the day on which the treaty itself entered into force, for those that had consented in"
                            + " time");
        } else if (it.facts.isSuccession()) {
            succession(ourEntry, theirs);
        } else {
            misread(ourEntry, theirs);
        }
    }

    private void succession(LocalDate ours, LocalDate theirs) {
        if (ourDeposit != null && it.expected(ourDeposit).filter(theirs::equals).isPresent()) {
            found(
                    Code.RULE_APPLIED_TO_SUCCESSION,
                    ENTRY_INTO_FORCE,
                    "that is " + rule.inWords("the notification")
                            + ", but a successor is bound from the succession of States");
        } else {
            slip(ours, theirs);
        }
    }

    private void misread(LocalDate ours, LocalDate theirs) {
        if (ourDeposit == null) {
            slip(ours, theirs);
            return;
        }
        if (rule.from(ourDeposit, it.parentSince()).filter(theirs::equals).isPresent()) {
            found(
                    Code.BEFORE_GENERAL_DATE,
                    ENTRY_INTO_FORCE,
                    "that is " + rule.inWords("the deposit") + ", but the treaty was not in force yet");
            return;
        }
        var wrong = Misreading.giving(theirs, rule, ourDeposit, it.parentSince());
        if (wrong.isPresent()) {
            found(wrong.get().code(), ENTRY_INTO_FORCE, words(wrong.get()));
        } else if (isFirstOfTheSameMonth(theirs, ourDeposit)) {
            found(
                    Code.FIRST_OF_MONTH_EARLY,
                    ENTRY_INTO_FORCE,
                    "the first day of the same month was taken, and not that of the month after");
        } else {
            slip(ours, theirs);
        }
    }

    private static String words(Misreading wrong) {
        return "that is " + wrong.rule().inWords("the deposit") + "; " + wrong.why();
    }

    private boolean isFirstOfTheSameMonth(LocalDate theirs, LocalDate deposit) {
        return rule instanceof DateRule.FirstOfMonthAfter(var inner)
                && inner.from(deposit, it.parentSince())
                        .filter(day -> day.withDayOfMonth(1).equals(theirs))
                        .isPresent();
    }

    private void slip(LocalDate ours, LocalDate theirs) {
        var slip = Slip.between(ours, theirs);
        found(slip.code(), ENTRY_INTO_FORCE, slip.why());
    }

    /** What the table says of itself, whatever the ledger has. */
    private void inner(boolean confused) {
        if (theirDeposit == null || theirEntry == null || confused || it.isSuccession()) {
            return;
        }
        if (theirEntry.isBefore(theirDeposit)) {
            it.found(
                    Code.IN_FORCE_BEFORE_DEPOSIT,
                    ENTRY_INTO_FORCE,
                    "The table has the treaty in force for " + it.name + " on " + Days.of(theirEntry)
                            + ", before the deposit on " + Days.of(theirDeposit) + " that should bring it about.");
            return;
        }
        var expected = it.expected(theirDeposit);
        if (wrongDeposit != null
                && wrongEntry != null
                && expected.isPresent()
                && !expected.get().equals(theirEntry)) {
            it.found(Code.INNER_ARITHMETIC, ENTRY_INTO_FORCE, contradiction(theirDeposit, theirEntry, expected.get()));
        }
    }

    private String contradiction(LocalDate deposit, LocalDate entry, LocalDate expected) {
        var steps = Days.steps(rule.steps(deposit, it.parentSince()));
        var own = rule.from(deposit, it.parentSince());
        var later = own.filter(expected::isAfter).isPresent()
                ? ", the treaty itself entered into force later, on " + Days.of(expected)
                : "";
        var why = Misreading.giving(entry, rule, deposit, it.parentSince()).map(wrong -> ": " + words(wrong));
        return "The table contradicts itself: deposited " + Days.of(deposit) + (steps.isEmpty() ? "" : ", " + steps)
                + later + "; it says " + Days.of(entry) + why.orElse("") + ".";
    }

    /** A sentence: what the ledger has and how it comes about; what the table says; what is wrong with that. */
    private void found(Code code, Column column, String why) {
        var written = Optional.ofNullable(it.theirs(column)).map(Days::of).orElse("nothing");
        it.found(code, column, ours(column) + "; the table says " + written + ": " + why + ".");
    }

    private String ours(Column column) {
        var isAboutEntry = column == ENTRY_INTO_FORCE || (wrongDeposit != null && wrongDeposit.equals(ourEntry));
        var reckoned = isAboutEntry ? it.facts.entrySteps() : List.<String>of();
        if (!reckoned.isEmpty()) {
            return Days.sentence(reckoned);
        }
        var ours = it.ours(column);
        return ours == null
                ? "The ledger has no " + column.words() + " of " + it.name
                : "The ledger has the " + column.words() + " of " + it.name + " on " + Days.of(ours);
    }
}
