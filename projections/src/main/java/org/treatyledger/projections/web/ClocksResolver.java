package org.treatyledger.projections.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.treatyledger.projections.register.Register;

/**
 * Binds {@code on}, {@code known} and {@code position} of any question to {@link Clocks}, and waits for the position
 * that {@code atLeast} names, so that whoever has just recorded an act reads it.
 */
final class ClocksResolver implements HandlerMethodArgumentResolver {

    private final Register register;

    ClocksResolver(Register register) {
        this.register = register;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Clocks.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        var clocks = Clocks.parse(
                        request.getParameter("on"), request.getParameter("known"), request.getParameter("position"))
                .seen(request.getParameter("view"));
        Clocks.ifGiven(request.getParameter("atLeast"), "atLeast", this::await);
        return clocks;
    }

    private void await(long position) {
        if (!register.awaitPosition(position, Register.PATIENCE)) {
            throw Problem.of(503, "not-yet-known", "Position " + position + " has not been recorded yet.")
                    .field("atLeast")
                    .remedy("Ask again in a second.")
                    .asException();
        }
    }
}
