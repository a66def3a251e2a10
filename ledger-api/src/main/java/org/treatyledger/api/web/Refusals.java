package org.treatyledger.api.web;

import org.treatyledger.core.codec.MalformedJson;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Refusal;
import org.treatyledger.projections.web.Problem;

/** What a refusal is over HTTP, for programs and pages alike. */
public final class Refusals {

    private Refusals() {}

    /** The law or the register says no. */
    public static Problem problem(Refusal refusal) {
        return Problem.of(status(refusal.reason()), refusal.reason().code(), refusal.sentence())
                .field(refusal.field())
                .citation(refusal.citation() == null ? null : refusal.citation().toString())
                .remedy(refusal.remedy());
    }

    /** What was sent cannot be read. */
    public static Problem problem(MalformedJson malformed) {
        return Problem.of(malformed);
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case UNKNOWN_TREATY -> 404;
            case ALREADY_REGISTERED -> 409;
            default -> 422;
        };
    }
}
