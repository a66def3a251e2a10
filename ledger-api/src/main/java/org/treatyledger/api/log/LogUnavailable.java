package org.treatyledger.api.log;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Pattern;

/**
 * The log's database did not answer. Whether the append was kept is not known: a repetition with the same command id
 * finds out, because it either records or is given the receipt.
 */
public final class LogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * SQL states of a database that is not there, rather than of a statement that is wrong: connection lost (08), out of
     * resources (53), shutting down or cancelled (57), input and output (58), lock not available, rolled back for the
     * sake of others (40), and read-only after a failover.
     */
    private static final Pattern NOT_THERE = Pattern.compile("(?:08|53|57|58|40)...|55P03|25006");

    LogUnavailable(String problem) {
        super(problem);
    }

    LogUnavailable(String problem, Throwable cause) {
        super(problem, cause);
    }

    /** Whether that failure is the database's absence, so that what became of the statement is not known. */
    static boolean isExplainedBy(SQLException why) {
        var state = why.getSQLState();
        return why instanceof SQLTransientConnectionException
                || state == null
                || NOT_THERE.matcher(state).matches();
    }
}
