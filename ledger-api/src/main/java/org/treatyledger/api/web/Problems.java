package org.treatyledger.api.web;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.treatyledger.api.axon.LedgerGateway;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.api.transparency.CheckpointPublisher;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemAdvice;

/** Exceptions as RFC 9457 problems: the one place that turns what went wrong into an HTTP status. */
@RestControllerAdvice(annotations = RestController.class)
final class Problems extends ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final DatabaseWatch database;

    Problems(DatabaseWatch database) {
        this.database = database;
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLarge(EntryTooLarge e) {
        return answer(Problem.of(413, "entry-too-large", String.valueOf(e.getMessage()))
                .remedy("Keep documents outside the register, and refer to them."));
    }

    @ExceptionHandler({LogUnavailable.class, DataAccessException.class, TransactionException.class})
    ResponseEntity<Problem> unwell(RuntimeException e, HttpServletRequest request) {
        LOG.warn("The database did not answer: {}", e.toString());
        database.failed(request);
        return answer(databaseUnavailable());
    }

    /** What whoever needs the database is told while it is away. */
    static Problem databaseUnavailable() {
        return Problem.of(503, "database-unavailable", "The ledger's database does not answer.")
                .remedy("Send the same request with the same Idempotency-Key again; it is recorded once at most.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> busy(LedgerGateway.StreamBusy e) {
        LOG.warn("A command was not decided: {}", e.toString());
        return answer(Problem.of(503, "stream-busy", "Others keep writing to the same treaty; nothing was recorded.")
                .remedy("Send the same request with the same Idempotency-Key again in a moment."));
    }

    /** The log does not hold what was signed of it: until somebody has looked, nothing is signed. */
    @ExceptionHandler
    ResponseEntity<Problem> contradiction(CheckpointPublisher.Contradiction e) {
        LOG.error("The log contradicts a checkpoint that was given out", e);
        return answer(Problem.of(503, "log-contradicts-checkpoint", String.valueOf(e.getMessage()))
                .remedy("Tell the operator; ./dev verify finds the first wrong position."));
    }

    /** A header that the firewall does not let through. */
    @ExceptionHandler
    ResponseEntity<Problem> rejected(RequestRejectedException e) {
        return answer(Problem.of(400, "malformed-header", "A header or the address holds what it must not.")
                .remedy("Leave control characters out."));
    }
}
