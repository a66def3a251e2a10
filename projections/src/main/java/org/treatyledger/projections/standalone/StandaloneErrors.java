package org.treatyledger.projections.standalone;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemAdvice;

/** What no controller answered, as a problem: there are no pages here. */
@RestController
final class StandaloneErrors implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<Problem> problem(HttpServletRequest request) {
        return ProblemAdvice.unanswered(
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status ? status : 404);
    }
}
