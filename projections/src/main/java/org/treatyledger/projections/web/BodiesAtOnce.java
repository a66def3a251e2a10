package org.treatyledger.projections.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Bodies that anybody may send are read by a few at a time: each may take as long as it likes to come, and is kept in
 * memory meanwhile. What the depositary's staff send is not concerned.
 */
final class BodiesAtOnce implements HandlerInterceptor {

    /** The addresses to which strangers may send bodies. */
    static final String[] ADDRESSES = {"/api/v1/treaties/{treaty}/comparisons", "/api/v1/treaties/{treaty}/what-if"};

    private final Semaphore room;

    BodiesAtOnce(int most) {
        this.room = new Semaphore(most);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (concerns(request) && !room.tryAcquire()) {
            response.setHeader("Connection", "close");
            throw Problem.of(
                            503,
                            "too-many-bodies",
                            "As many tables and assumptions are being read as there is room for.")
                    .remedy("Send it again in half a minute.")
                    .asException();
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception exception) {
        if (concerns(request)) {
            room.release();
        }
    }

    private static boolean concerns(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.POST.name());
    }
}
