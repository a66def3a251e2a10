package org.treatyledger.projections.web;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.treatyledger.core.codec.MalformedJson;

/** Exceptions as RFC 9457 problems, as far as every process that answers questions has them. */
public abstract class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> known(ProblemException e) {
        return answer(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> malformed(MalformedJson e) {
        return answer(Problem.of(e));
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

    /** The stable code of a status that nothing more is known of. */
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

    /** The answer where no controller gave one. */
    public static ResponseEntity<Problem> unanswered(int status) {
        var detail =
                switch (status) {
                    case 404 -> "There is nothing at this address.";
                    case 405 -> "This address does not take that method.";
                    default -> "The request could not be answered.";
                };
        return answer(Problem.of(status, code(status), detail));
    }

    /** The problem as an answer. */
    protected static ResponseEntity<Problem> answer(Problem problem) {
        var response = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.status() == 503) {
            response.header(HttpHeaders.RETRY_AFTER, problem.code().startsWith("too-many-") ? "30" : "2");
        }
        return response.body(problem);
    }
}
