package org.treatyledger.api.web;

import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Refusal;
import org.treatyledger.projections.web.Problem;

/** What a refusal is over HTTP. */
final class Refusals {

    private Refusals() {}

    static Problem problem(Refusal refusal) {
        return Problem.of(status(refusal.reason()), refusal.reason().code(), refusal.sentence())
                .field(refusal.field())
                .citation(refusal.citation() == null ? null : refusal.citation().toString())
                .remedy(refusal.remedy());
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case UNKNOWN_TREATY -> 404;
            case ALREADY_REGISTERED -> 409;
            default -> 422;
        };
    }
}
