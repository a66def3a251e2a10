package org.treatyledger.core.comparison;

import static org.treatyledger.core.comparison.Column.EXIT;
import static org.treatyledger.core.comparison.Column.WITHDRAWAL;
import static org.treatyledger.core.comparison.Column.WITHDRAWAL_NOTIFIED;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.Consent;

/** Compares what a table says of leaving with the ledger, also where it says nothing. */
final class ExitCheck {

    private static final List<Column> COLUMNS = List.of(WITHDRAWAL_NOTIFIED, EXIT, WITHDRAWAL);

    private final Sighting it;
    private final Consent.@Nullable Notice notice;
    private final @Nullable LocalDate received;
    private final @Nullable LocalDate exit;

    private ExitCheck(Sighting it) {
        this.it = it;
        this.notice = it.facts.notice(it.day);
        this.received = notice == null ? null : notice.receivedOn();
        this.exit = it.ours(EXIT);
    }

    static void check(Sighting it) {
        new ExitCheck(it).check();
    }

    private void check() {
        if (exit != null && COLUMNS.stream().noneMatch(column -> it.row.in(column) != null)) {
            leftUnsaid(exit);
            return;
        }
        for (var column : COLUMNS) {
            var theirs = it.theirs(column);
            if (theirs != null) {
                compare(column, theirs);
            } else if (it.isEmpty(column) && exit != null) {
                it.found(Code.CELL_EMPTY, column, history() + "; the table leaves the " + column.words() + " empty.");
            }
        }
    }

    private void leftUnsaid(LocalDate left) {
        var past = !left.isAfter(it.day);
        var column = COLUMNS.stream().filter(it.table::has).findFirst();
        if (past && !it.status.isPartyOn(it.facts.participant(), it.day)) {
            it.found(
                    Code.LISTED_THOUGH_WITHDRAWN,
                    column.orElse(EXIT),
                    history() + "; the table lists " + it.name + " without saying so.");
        } else if (!past && column.isPresent()) {
            it.found(
                    Code.CELL_EMPTY,
                    column.get(),
                    history() + "; the table leaves the " + column.get().words() + " empty.");
        }
    }

    private void compare(Column column, LocalDate theirs) {
        if (theirs.equals(column == WITHDRAWAL_NOTIFIED ? received : exit)) {
            return;
        }
        if (column == WITHDRAWAL && theirs.equals(received) && exit != null) {
            return;
        }
        if (notice != null && notice.revokedOn() != null && column != WITHDRAWAL_NOTIFIED) {
            found(Code.WITHDRAWAL_REVOKED, column, theirs, "a notification that was revoked brings no exit");
        } else if (column == WITHDRAWAL_NOTIFIED) {
            notified(theirs);
        } else {
            left(column, theirs);
        }
    }

    private void notified(LocalDate theirs) {
        if (received == null) {
            none(WITHDRAWAL_NOTIFIED, theirs);
        } else if (theirs.equals(exit)) {
            found(Code.DATE_COLUMNS_CONFUSED, WITHDRAWAL_NOTIFIED, theirs, "that is the day on which it takes effect");
        } else {
            var slip = Slip.between(received, theirs);
            found(slip.code(), WITHDRAWAL_NOTIFIED, theirs, slip.why());
        }
    }

    private void left(Column column, LocalDate theirs) {
        if (exit == null) {
            none(column, theirs);
        } else if (theirs.equals(received)) {
            found(Code.EXIT_IS_NOTICE, column, theirs, "that is the day of the notification, not that of its effect");
        } else {
            var wrong = misreading(theirs);
            var slip = Slip.between(exit, theirs);
            if (slip.code() == Code.DATE_DIFFERS && wrong.isPresent()) {
                var misread = wrong.get();
                found(
                        misread.code(),
                        column,
                        theirs,
                        "that is " + misread.rule().inWords("the notification") + "; " + misread.why());
            } else {
                found(slip.code(), column, theirs, slip.why());
            }
        }
    }

    private Optional<Misreading> misreading(LocalDate theirs) {
        var rule = it.status.clauses().withdrawal();
        return rule == null || received == null
                ? Optional.empty()
                : Misreading.giving(theirs, rule.date(), received, it.parentSince());
    }

    private void none(Column column, LocalDate theirs) {
        it.found(
                Code.NO_SUCH_ACT,
                column,
                "The table says " + Days.of(theirs) + " for the " + column.words() + " of " + it.name
                        + "; the ledger has none.");
    }

    private void found(Code code, Column column, LocalDate theirs, String why) {
        it.found(code, column, history() + "; the table says " + Days.of(theirs) + ": " + why + ".");
    }

    /** What is on record of its leaving, with the reckoning. */
    private String history() {
        var membership = it.facts.membership();
        var steps = membership == null ? List.<String>of() : membership.trace();
        var entry = it.facts.entrySteps();
        var rest = steps.subList(Math.min(entry.size(), steps.size()), steps.size());
        return rest.isEmpty() ? "The ledger has the exit of " + it.name : Days.sentence(rest);
    }
}
