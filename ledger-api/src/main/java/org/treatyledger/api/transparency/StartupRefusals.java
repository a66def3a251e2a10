package org.treatyledger.api.transparency;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why the ledger does not start, and what to do, in words and without a stack trace. */
final class StartupRefusals extends AbstractFailureAnalyzer<StartupCheck.Refused> {

    @Override
    protected FailureAnalysis analyze(Throwable root, StartupCheck.Refused refused) {
        return new FailureAnalysis(refused.getMessage(), refused.remedy(), refused);
    }
}
