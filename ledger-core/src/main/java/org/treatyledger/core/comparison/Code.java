package org.treatyledger.core.comparison;

import java.util.Locale;

/** What is wrong in a cell or a row; stable, the words of the answer. The more telling come first in each group. */
public enum Code {
    // Who is meant.
    /** No participant has that name. */
    UNKNOWN_NAME,
    /** Several participants have had that name. */
    AMBIGUOUS_NAME,
    /** The same consent is listed a second time. */
    DUPLICATE_ROW,
    /** A regional organization has a number in a count that must leave it out. */
    REGIONAL_ORGANIZATION_COUNTED,

    // Whether it belongs in the table.
    /** The participant has never acted on this treaty. */
    UNKNOWN_IN_LEDGER,
    /** It acted, but no consent to be bound is on record. */
    NO_CONSENT,
    /** Its instrument was taken back before it took effect. */
    INSTRUMENT_WITHDRAWN,
    /** It is listed as if it were still a party. */
    LISTED_THOUGH_WITHDRAWN,
    /** The ledger has it and the table lacks it. */
    MISSING_IN_TABLE,
    /** The ledger has the act and the cell is empty. */
    CELL_EMPTY,
    /** The cell names a day and the ledger has no such act. */
    NO_SUCH_ACT,

    // Days that belong elsewhere.
    /** The dates of deposit and of entry into force stand in each other's place, or one of them in both. */
    DATE_COLUMNS_CONFUSED,
    DEPOSIT_IS_SIGNATURE,
    /** The day on which the depositary circulated the act, not that on which it received it. */
    DATE_OF_CIRCULATION,
    /** The day of the succession of States, not that of its notification. */
    DATE_OF_SUCCESSION,
    /** The rule was applied to a succession, which counts from the day of the succession of States. */
    RULE_APPLIED_TO_SUCCESSION,
    EXIT_IS_NOTICE,
    WITHDRAWAL_REVOKED,

    // Days that come of a wrong step of the arithmetic.
    FIRST_OF_MONTH_FORGOTTEN,
    FIRST_OF_MONTH_TWICE,
    FIRST_OF_MONTH_EARLY,
    /** Months counted for days, or days for months or years. */
    UNIT_CONFUSED,
    /** The day of the act counted too, or full days where the rule names the day itself, or the other way round. */
    DAY_COUNT_OFF,
    /** One month or other period too many or too few. */
    PERIOD_OFF,
    /** The day of the treaty's own entry into force stands for a later one. */
    GENERAL_DATE_TAKEN,
    /** The treaty itself was not in force yet. */
    BEFORE_GENERAL_DATE,
    NOT_IN_FORCE,
    IN_FORCE_BEFORE_DEPOSIT,
    /** The table's entry into force does not follow from the table's own deposit. */
    INNER_ARITHMETIC,

    // Slips of the pen.
    DAY_MONTH_SWAPPED,
    YEAR_TYPO,
    ONE_DAY_OFF,
    DIGITS_TRANSPOSED,
    ONE_MONTH_OFF,
    DATE_DIFFERS,
    UNREADABLE_DATE,
    MEANS_DIFFER,
    UNREADABLE_MEANS,

    // Remarks: the row agrees, and yet.
    /** The date can be read in two ways; one of them agrees. */
    AMBIGUOUS_DATE,
    /** The name is a former one, or that of a State that another continues. */
    FORMER_NAME;

    /** The word used in answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it leaves the row in agreement with the ledger. */
    public boolean isRemark() {
        return this == AMBIGUOUS_DATE || this == FORMER_NAME;
    }
}
