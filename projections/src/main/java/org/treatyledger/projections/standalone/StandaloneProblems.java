package org.treatyledger.projections.standalone;

import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.treatyledger.projections.feed.FollowedLog;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemAdvice;

/** What can go wrong here besides: the database, and the log that is followed. */
@RestControllerAdvice(annotations = RestController.class)
final class StandaloneProblems extends ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(StandaloneProblems.class);

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Problem> unwell(RuntimeException e) {
        LOG.warn("The database did not answer: {}", e.toString());
        return answer(Problem.of(503, "database-unavailable", "The projections' database does not answer.")
                .remedy("Ask again in a moment."));
    }

    @ExceptionHandler({UncheckedIOException.class, FollowedLog.Contradiction.class})
    ResponseEntity<Problem> withoutProof(RuntimeException e) {
        LOG.warn("The log did not prove an answer: {}", e.toString());
        return answer(Problem.of(503, "log-unavailable", "The log that would prove this does not answer.")
                .remedy("Ask again in a moment, or without a proof."));
    }
}
