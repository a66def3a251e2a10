package org.treatyledger.core.comparison;

import static org.treatyledger.core.comparison.Column.DEPOSIT;
import static org.treatyledger.core.comparison.Column.ENTRY_INTO_FORCE;
import static org.treatyledger.core.comparison.Column.MEANS;
import static org.treatyledger.core.comparison.Column.NUMBER;
import static org.treatyledger.core.comparison.Column.PARTICIPANT;
import static org.treatyledger.core.comparison.Column.SIGNATURE;

import java.util.List;
import org.treatyledger.core.vocabulary.ConsentMeans;

/** Compares one row with what the ledger knows of its participant through one consent. */
final class RowCheck {

    private RowCheck() {}

    /** Everything in which the row differs; remarks last. */
    static List<Discrepancy> check(Sighting it, boolean regionalOrganization) {
        readable(it);
        if (regionalOrganization && it.row.number() != null) {
            it.found(
                    Code.REGIONAL_ORGANIZATION_COUNTED,
                    NUMBER,
                    it.name + " is a regional organization: its instrument is never counted; the table gives it the"
                            + " number " + it.row.number() + ".");
        }
        signature(it);
        if (isConsentFree(it)) {
            noConsent(it);
        } else {
            consent(it);
        }
        remarks(it);
        return it.found();
    }

    private static void readable(Sighting it) {
        it.row.dates().forEach((column, date) -> {
            if (date.day() == null) {
                it.found(
                        Code.UNREADABLE_DATE,
                        column,
                        "\"" + date.written() + "\" is not a day of the calendar; the " + column.words()
                                + " was not compared.");
            }
        });
    }

    private static void signature(Sighting it) {
        var ours = it.ours(SIGNATURE);
        var theirs = it.theirs(SIGNATURE);
        if (ours != null && it.isEmpty(SIGNATURE)) {
            it.found(
                    Code.CELL_EMPTY,
                    SIGNATURE,
                    it.name + " signed on " + Days.of(ours) + "; the table leaves the signature empty.");
        } else if (ours == null && theirs != null) {
            it.found(
                    Code.NO_SUCH_ACT,
                    SIGNATURE,
                    "The table has " + it.name + " sign on " + Days.of(theirs)
                            + "; the ledger has no signature of it.");
        } else if (ours != null && theirs != null && !ours.equals(theirs)) {
            var slip = Slip.between(ours, theirs);
            var confused = theirs.equals(it.ours(DEPOSIT));
            it.found(
                    confused ? Code.DATE_COLUMNS_CONFUSED : slip.code(),
                    SIGNATURE,
                    it.name + " signed on " + Days.of(ours) + "; the table says " + Days.of(theirs) + ": "
                            + (confused ? "that is the day of the deposit" : slip.why()) + ".");
        }
    }

    private static boolean isConsentFree(Sighting it) {
        return it.facts.consent() == null && it.facts.membership() == null;
    }

    private static void noConsent(Sighting it) {
        if (claimsConsent(it)) {
            var signed = it.facts.signature();
            it.found(
                    Code.NO_CONSENT,
                    DEPOSIT,
                    "The ledger has no consent to be bound of " + it.name
                            + (signed == null ? "" : ", which signed on " + Days.of(signed) + " and went no further")
                            + "; the table lists it as if it had.");
            EntryCheck.check(it);
        }
    }

    /** Whether the row says, or its place in a mere list, that the participant has consented to be bound. */
    private static boolean claimsConsent(Sighting it) {
        return it.theirs(DEPOSIT) != null || it.theirs(ENTRY_INTO_FORCE) != null || !it.table.has(SIGNATURE);
    }

    private static void consent(Sighting it) {
        var consent = it.facts.consent();
        var takenBack = consent == null ? null : consent.takenBackOn();
        if (consent != null && takenBack != null && !takenBack.isAfter(it.day)) {
            if (!claimsConsent(it)) {
                return;
            }
            it.found(
                    Code.INSTRUMENT_WITHDRAWN,
                    DEPOSIT,
                    "The instrument that " + it.name + " deposited on " + Days.of(consent.depositedOn())
                            + " was taken back on " + Days.of(takenBack)
                            + ", before it took effect; the table lists it.");
        } else if (consent != null && it.isEmpty(DEPOSIT)) {
            it.found(
                    Code.CELL_EMPTY,
                    DEPOSIT,
                    it.name + " deposited on " + Days.of(consent.depositedOn())
                            + "; the table leaves the deposit empty.");
        }
        EntryCheck.check(it);
        ExitCheck.check(it);
        means(it);
    }

    private static void means(Sighting it) {
        var written = it.row.means();
        var ours = it.facts.means();
        if (written == null || ours == null) {
            return;
        }
        var theirs = MeansAsWritten.read(written);
        if (theirs.isEmpty()) {
            it.found(Code.UNREADABLE_MEANS, MEANS, "\"" + written + "\" is not a means of consent that we know.");
        } else if (theirs.get() != ours) {
            it.found(
                    Code.MEANS_DIFFER,
                    MEANS,
                    "The ledger has " + ours + " by " + it.name + because(it, ours, theirs.get()) + "; the table says "
                            + theirs.get() + ".");
        }
    }

    /** The treaty says which means are open to those that signed, and which to others. */
    private static String because(Sighting it, ConsentMeans ours, ConsentMeans theirs) {
        var consent = it.status.clauses().consent();
        var signed = it.facts.signature();
        var open = signed == null ? consent.others() : consent.signatories();
        if (!open.contains(ours) || open.contains(theirs)) {
            return "";
        }
        return signed == null ? ", which had not signed" : ", which had signed on " + Days.of(signed);
    }

    private static void remarks(Sighting it) {
        it.row.dates().forEach((column, date) -> {
            var read = date.nearest(it.ours(column));
            if (read.otherwise() != null && read.day() != null && read.day().equals(it.ours(column))) {
                it.found(
                        Code.AMBIGUOUS_DATE,
                        column,
                        "\"" + date.written() + "\" agrees read as " + Days.of(read.day()) + "; it could be read as "
                                + Days.of(read.otherwise()) + ".");
            }
        });
    }

    /** A remark on the name by which the participant is listed. */
    static void formerName(Sighting it) {
        it.found(
                Code.FORMER_NAME,
                PARTICIPANT,
                "\"" + it.row.participant() + "\" is a name of the past; the register has " + it.name + ".");
    }
}
