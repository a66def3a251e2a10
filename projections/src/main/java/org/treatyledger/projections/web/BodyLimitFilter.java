package org.treatyledger.projections.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies above the limit, those that say how long they are before reading and others while they come. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class BodyLimitFilter extends OncePerRequestFilter {

    /** The most bytes a request's body may have. */
    public static final int MOST_BYTES = 256 * 1024;

    /** The most bytes that a file of acts may have. */
    public static final int MOST_BYTES_OF_A_FILE = 32 * 1024 * 1024;

    private static final String FILES = "/api/v1/imports";

    private final ProblemWriter problems;

    BodyLimitFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    /** The problem of a body that is too large for its address. */
    public static Problem tooLarge(HttpServletRequest request) {
        return Problem.of(413, "body-too-large", "The body has more than " + limit(request) + " bytes.")
                .remedy("Send less at a time.");
    }

    private static long limit(HttpServletRequest request) {
        return request.getRequestURI().equals(FILES) ? MOST_BYTES_OF_A_FILE : MOST_BYTES;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit(request)) {
            problems.write(response, tooLarge(request));
            return;
        }
        chain.doFilter(new Limited(request), response);
    }

    /** A body that went on past the limit. */
    public static final class BodyTooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Limited extends HttpServletRequestWrapper {

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), limit((HttpServletRequest) getRequest()));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream in;
        private final long limit;
        private long read;

        LimitedStream(ServletInputStream in, long limit) {
            this.in = in;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            var next = in.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = in.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int more) throws BodyTooLarge {
            read += more;
            if (read > limit) {
                throw new BodyTooLarge();
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
