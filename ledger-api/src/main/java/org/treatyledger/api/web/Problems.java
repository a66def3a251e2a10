package org.treatyledger.api.web;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.api.transparency.CheckpointPublisher;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.codec.MalformedJson;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemException;

/** Exceptions as RFC 9457 problems: the one place that turns what went wrong into an HTTP status. */
@RestControllerAdvice(annotations = RestController.class)
final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Problem> known(ProblemException e) {
        return answer(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> malformed(MalformedJson e) {
        return answer(Refusals.problem(e));
    }

    @ExceptionHandler
    ResponseEntity<Problem> parameter(MethodArgumentTypeMismatchException e) {
        return answer(Problem.of(400, "malformed-parameter", "\"" + e.getValue() + "\" does not fit here.")
                .field(e.getName())
                .remedy("See the contract for what it takes."));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        return e.getMostSpecificCause() instanceof BodyLimitFilter.BodyTooLarge
                ? answer(BodyLimitFilter.tooLarge(request))
                : answer(Problem.of(400, "malformed-request", "The body is missing or broke off.")
                        .remedy("Send a JSON object."));
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLarge(EntryTooLarge e) {
        return answer(Problem.of(413, "entry-too-large", String.valueOf(e.getMessage()))
                .remedy("Keep documents outside the register, and refer to them."));
    }

    @ExceptionHandler({LogUnavailable.class, DataAccessException.class, TransactionException.class})
    ResponseEntity<Problem> unwell(RuntimeException e) {
        LOG.warn("The database did not answer: {}", e.toString());
        return answer(Problem.of(503, "database-unavailable", "The ledger's database does not answer.")
                .remedy("Send the same request with the same Idempotency-Key again; it is recorded once at most."));
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

    /** The client went away while it was answered: nobody is left to be told. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException e) {
        LOG.debug("A client went away: {}", e.toString());
    }

    @ExceptionHandler
    ResponseEntity<Problem> anythingElse(Exception e) {
        if (e instanceof ErrorResponse response) {
            var status = response.getStatusCode().value();
            var detail = response.getBody().getDetail();
            return answer(Problem.of(status, code(status), detail == null ? "The request does not fit." : detail));
        }
        LOG.error("A defect of ours", e);
        return answer(
                Problem.of(500, "internal-error", "The ledger made a mistake; nothing was recorded by this request.")
                        .remedy("Send the same request with the same Idempotency-Key again, and tell the operator."));
    }

    static String code(int status) {
        return switch (status) {
            case 400 -> "malformed-request";
            case 401 -> "not-signed-in";
            case 403 -> "wrong-role";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "body-too-large";
            case 415 -> "unsupported-media-type";
            case 503 -> "unavailable";
            default -> "error-" + status;
        };
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        var response = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, "2");
        }
        return response.body(problem);
    }
}
