package org.treatyledger.api.audit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.treatyledger.core.audit.Findings.Finding;
import org.treatyledger.core.audit.Findings.Violation;

/** The audit over HTTP: for programs as JSON or CSV, for a terminal as text. */
@RestController
final class AuditController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private final LedgerAudit audit;

    AuditController(LedgerAudit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/audit")
    ResponseEntity<Object> audit(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        var report = audit.latest();
        return accept != null && accept.startsWith(MediaType.TEXT_PLAIN_VALUE)
                ? ResponseEntity.ok()
                        .contentType(TEXT)
                        .header("Violated", Long.toString(report.violated()))
                        .body(text(report))
                : ResponseEntity.ok(answer(report));
    }

    private static Map<String, Object> answer(LedgerAudit.Report report) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("auditedAt", report.auditedAt());
        answer.put("size", report.size());
        answer.put("root", report.root().toString());
        answer.put("violated", report.violated());
        answer.put(
                "invariants",
                report.findings().stream().map(AuditController::row).toList());
        return answer;
    }

    private static Map<String, Object> row(Finding finding) {
        var row = new LinkedHashMap<String, Object>();
        row.put("number", finding.invariant().number());
        row.put("sentence", finding.invariant().sentence());
        row.put("outcome", finding.outcome());
        row.put("checked", finding.checked());
        row.put("violated", finding.violated());
        row.put(
                "violations",
                finding.violations().stream().map(AuditController::row).toList());
        row.put("remark", finding.remark());
        return row;
    }

    private static Map<String, Object> row(Violation violation) {
        var row = new LinkedHashMap<String, Object>();
        row.put("where", violation.where());
        row.put("sentence", violation.sentence());
        row.put("positions", violation.positions());
        return row;
    }

    private static String text(LedgerAudit.Report report) {
        var text = new StringBuilder();
        text.append(report.size() + " entries, root " + report.root() + ", audited " + report.auditedAt() + "\n\n");
        for (var finding : report.findings()) {
            text.append("%2d  %-11s %9d  %s%n"
                    .formatted(
                            finding.invariant().number(),
                            finding.outcome(),
                            finding.checked(),
                            finding.invariant().sentence()));
            if (finding.remark() != null) {
                text.append(" ".repeat(27)).append(finding.remark()).append('\n');
            }
            list(text, finding.violations());
        }
        return text.append(summary(report)).append('\n').toString();
    }

    private static void list(StringBuilder text, List<Violation> violations) {
        violations.forEach(one ->
                text.append(" ".repeat(27)).append(one.where() + ": " + one.sentence() + " " + one.positions() + "\n"));
    }

    private static String summary(LedgerAudit.Report report) {
        var checked =
                report.findings().stream().filter(one -> one.checked() > 0).count();
        return "\n" + checked + " of " + report.findings().size() + " invariants checked, "
                + (report.violated() == 0 ? "none violated." : report.violated() + " violated.");
    }
}
