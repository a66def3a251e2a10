package org.treatyledger.api.log;

/**
 * The log's database did not answer. Whether the append was kept is not known: a repetition with the same command id
 * finds out, because it either records or is given the receipt.
 */
public final class LogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogUnavailable(String problem) {
        super(problem);
    }

    LogUnavailable(String problem, Throwable cause) {
        super(problem, cause);
    }
}
