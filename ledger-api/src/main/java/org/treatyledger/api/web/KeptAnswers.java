package org.treatyledger.api.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.web.ProblemWriter;

/**
 * While the database is away, public questions that were asked before are answered as then: nothing can have been
 * recorded since, and an answer that is older than the last act that this node knows of, or of another day, is not given. It
 * says how old it is
 * ({@code Age}, {@code Warning: 110}). Commands are told at once that nothing can be recorded (ADR 0024).
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
final class KeptAnswers extends OncePerRequestFilter {

    private static final List<String> PUBLIC = List.of("/treaties/", "/log/", "/api/v1/");
    private static final List<String> ABOUT_THE_PROGRAM =
            List.of("/api/v1/stream", "/api/v1/imports", "/api/v1/projections");

    /** Questions that have a body. */
    private static final List<String> QUESTIONS = List.of("/what-if", "/comparisons");

    private static final int MOST_BYTES = 32 << 20;
    private static final int MOST_BYTES_OF_ONE = 1 << 20;

    private final DatabaseWatch database;
    private final Register register;
    private final ProblemWriter problems;
    private final Clock clock;
    private final Cache<String, Kept> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((String key, Kept answer) -> key.length() + answer.body().length)
            .build();

    KeptAnswers(DatabaseWatch database, Register register, ProblemWriter problems, Clock clock) {
        this.database = database;
        this.register = register;
        this.problems = problems;
        this.clock = clock;
    }

    /** An answer as it was given. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(byte[] body, Map<String, String> headers, Basis basis, Instant at) {}

    /** What all answers rest on; equal ones give equal answers on one day. */
    private record Basis(long size, long generation) {}

    private Basis basis() {
        return new Basis(register.size(), register.generation());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isPublicQuestion(request)) {
            if (database.isAway() && isCommand(request)) {
                problems.write(response, Problems.databaseUnavailable());
            } else {
                chain.doFilter(request, response);
            }
            return;
        }
        var key = key(request);
        var answer = database.isAway() ? valid(key) : null;
        if (answer != null) {
            give(answer, response);
            return;
        }
        var basis = basis();
        var wrapped = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, wrapped);
        settle(key, basis, DatabaseWatch.hasFailed(request), wrapped);
    }

    private static boolean isCommand(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/api/")
                && !Set.of("GET", "HEAD", "OPTIONS").contains(request.getMethod())
                && QUESTIONS.stream().noneMatch(path::endsWith);
    }

    private static boolean isPublicQuestion(HttpServletRequest request) {
        return isPublic(request.getRequestURI())
                && request.getMethod().equals("GET")
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && request.getHeader(HttpHeaders.COOKIE) == null
                && request.getHeader(HttpHeaders.IF_NONE_MATCH) == null;
    }

    /** Of what anybody may ask, all but what is about the running program, and the stream, which has no end. */
    private static boolean isPublic(String path) {
        return path.equals("/")
                || (PUBLIC.stream().anyMatch(path::startsWith)
                        && ABOUT_THE_PROGRAM.stream().noneMatch(path::startsWith));
    }

    /** With the host, because feeds name it. */
    private static String key(HttpServletRequest request) {
        return request.getRequestURL() + "?" + request.getQueryString() + " " + request.getHeader(HttpHeaders.ACCEPT);
    }

    private @Nullable Kept valid(String key) {
        var answer = kept.getIfPresent(key);
        return answer != null && answer.basis().equals(basis()) && isOfToday(answer.at()) ? answer : null;
    }

    /** Whether no depositary's midnight came since. */
    private boolean isOfToday(Instant then) {
        var now = clock.instant();
        return register.zones().stream()
                .allMatch(zone -> LocalDate.ofInstant(then, zone).equals(LocalDate.ofInstant(now, zone)));
    }

    private void settle(String key, Basis basis, boolean hasFailed, ContentCachingResponseWrapper response)
            throws IOException {
        if (hasFailed) {
            var answer = valid(key);
            if (answer != null) {
                response.reset();
                give(answer, response);
            }
        } else if (response.getStatus() == HttpServletResponse.SC_OK
                && basis.equals(basis())
                && response.getContentSize() <= MOST_BYTES_OF_ONE
                && response.getHeader(HttpHeaders.SET_COOKIE) == null) {
            kept.put(key, new Kept(response.getContentAsByteArray(), headers(response), basis, clock.instant()));
        }
        response.copyBodyToResponse();
    }

    private static Map<String, String> headers(HttpServletResponse response) {
        var headers = new LinkedHashMap<String, String>();
        for (var name : response.getHeaderNames()) {
            headers.put(name, response.getHeader(name));
        }
        var type = response.getContentType();
        if (type != null) {
            headers.put(HttpHeaders.CONTENT_TYPE, type);
        }
        return headers;
    }

    private void give(Kept answer, HttpServletResponse response) throws IOException {
        answer.headers().forEach(response::setHeader);
        var age = Duration.between(answer.at(), clock.instant()).toSeconds();
        response.setHeader(HttpHeaders.AGE, Long.toString(Math.max(0, age)));
        response.setHeader(HttpHeaders.WARNING, "110 ratification-ledger \"Response is stale: the database is away\"");
        response.getOutputStream().write(answer.body());
    }
}
