package org.treatyledger.projections.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.MalformedJson;

/**
 * A problem as RFC 9457 and the contract write it.
 *
 * @param code stable, in kebab case
 * @param detail a sentence for a person
 * @param field the field at fault, where one is
 * @param citation the law that refuses, where it does
 * @param remedy what to do instead, where there is something
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        URI type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String field,
        @Nullable String citation,
        @Nullable String remedy) {

    /** A problem with the title that its code spells. */
    public static Problem of(int status, String code, String detail) {
        var words = code.replace('-', ' ');
        var title = Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return new Problem(
                URI.create("urn:treatyledger:problem:" + code), title, status, code, detail, null, null, null);
    }

    /** The problem of a body that cannot be read. */
    public static Problem of(MalformedJson malformed) {
        return of(400, "malformed-request", malformed.problem())
                .field(malformed.field())
                .remedy(malformed.remedy());
    }

    public Problem field(@Nullable String name) {
        return new Problem(type, title, status, code, detail, name, citation, remedy);
    }

    public Problem citation(@Nullable String law) {
        return new Problem(type, title, status, code, detail, field, law, remedy);
    }

    public Problem remedy(@Nullable String advice) {
        return new Problem(type, title, status, code, detail, field, citation, advice);
    }

    /** The problem as an exception, to leave a controller with. */
    public ProblemException asException() {
        return new ProblemException(this);
    }
}
