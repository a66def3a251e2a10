package org.treatyledger.projections.web;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.projections.register.Register.Reading;

/**
 * A question about a treaty, read: what was asked, and the status it is answered from.
 *
 * @param day the legal day that is asked about
 */
public record Asked(String treaty, Clocks clocks, Reading reading, LocalDate day) {

    /** The status that the clocks allow to be known. */
    public LegalStatus status() {
        return reading.status();
    }

    /** The start of an answer: whose, and how it was asked. */
    public Map<String, Object> answer() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("treaty", treaty);
        answer.put("on", day);
        answer.put("known", clocks.known());
        answer.put("view", clocks.view().label());
        answer.put("position", clocks.effectivePosition(reading));
        answer.put("checkpoint", reading.size());
        answer.put("version", reading.version());
        return answer;
    }
}
