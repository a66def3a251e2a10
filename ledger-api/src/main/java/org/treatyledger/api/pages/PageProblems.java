package org.treatyledger.api.pages;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import org.treatyledger.api.log.LogUnavailable;
import org.treatyledger.api.web.DatabaseWatch;
import org.treatyledger.projections.web.Problem;
import org.treatyledger.projections.web.ProblemException;

/** Problems as pages: the same words that programs get, for people. */
@ControllerAdvice(basePackageClasses = PageProblems.class)
final class PageProblems {

    private static final Logger LOG = LoggerFactory.getLogger(PageProblems.class);

    private final DatabaseWatch database;

    PageProblems(DatabaseWatch database) {
        this.database = database;
    }

    @ExceptionHandler
    ModelAndView known(ProblemException e) {
        return page(e.problem());
    }

    @ExceptionHandler({LogUnavailable.class, DataAccessException.class, TransactionException.class})
    ModelAndView unwell(RuntimeException e, HttpServletRequest request) {
        LOG.warn("The database did not answer: {}", e.toString());
        database.failed(request);
        return page(Problem.of(503, "database-unavailable", "The ledger’s database does not answer.")
                .remedy("Go back and send the form again in a moment; it is recorded once at most."));
    }

    private static ModelAndView page(Problem problem) {
        var page = new ModelAndView("error", HttpStatusCode.valueOf(problem.status()));
        page.addObject("status", problem.status());
        page.addObject("problem", problem);
        return page;
    }
}
