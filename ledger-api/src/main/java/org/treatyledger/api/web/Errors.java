package org.treatyledger.api.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemAdvice;

/** What no controller answered: a problem for programs, a page for people. */
@Controller
final class Errors implements ErrorController {

    @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
    Object page(HttpServletRequest request, Model model) {
        if (isForPrograms(request)) {
            return problem(request);
        }
        model.addAttribute("status", status(request));
        return "error";
    }

    @RequestMapping("/error")
    ResponseEntity<Problem> problem(HttpServletRequest request) {
        return ProblemAdvice.unanswered(status(request));
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        var path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        return path.startsWith("/api/") || path.startsWith("/actuator/") || path.startsWith("/log/");
    }

    private static int status(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404;
    }
}
