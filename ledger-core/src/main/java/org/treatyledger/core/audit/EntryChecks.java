package org.treatyledger.core.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.audit.Findings.Violation;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyEvent.WithdrawalNotified;

/** What can be checked of the entries themselves, in the order of the log. */
final class EntryChecks {

    private static final Pattern NOTIFICATION = Pattern.compile("C\\.N\\.(\\d+)\\.(\\d{4})\\.(.+)");
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[A-Za-z]{2,}");

    private final Findings findings;
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, LedgerEntry> notifications = new HashMap<>();
    private final Map<Long, LedgerEntry> acts = new HashMap<>();
    private final Map<Long, ActRecorded> standing = new HashMap<>();
    private final List<Long> lags = new ArrayList<>();
    private @Nullable Instant last;
    private long next;
    private long sourced;

    EntryChecks(Findings findings) {
        this.findings = findings;
    }

    void check(LedgerEntry entry) {
        inOrder(entry);
        findings.check(
                Invariant.NO_PERSONAL_DATA,
                !ADDRESS.matcher(entry.event().toString()).find(),
                () -> violation(entry, "it holds an address"));
        if (entry.event() instanceof ActRecorded act) {
            check(entry, act);
        }
    }

    private static Violation violation(LedgerEntry entry, String sentence) {
        return new Violation(entry.stream(), sentence, List.of(entry.position()));
    }

    private void inOrder(LedgerEntry entry) {
        var sequence = sequences.merge(entry.stream(), 1L, Long::sum) - 1;
        var before = last;
        findings.check(
                Invariant.RECORDED_IN_ORDER,
                entry.position() == next
                        && entry.sequence() == sequence
                        && (before == null || !entry.recordedAt().isBefore(before)),
                () -> violation(
                        entry,
                        "position " + entry.position() + ", sequence " + entry.sequence() + ", recorded "
                                + entry.recordedAt() + "; expected were position " + next + ", sequence " + sequence
                                + ", not before " + before));
        next = entry.position() + 1;
        last = entry.recordedAt();
    }

    private void check(LedgerEntry entry, ActRecorded act) {
        var communication = act.communication();
        if (communication.notification() != null || communication.source() != null) {
            sourced++;
        }
        notification(entry, communication.notification());
        var circulated = communication.circulatedOn();
        if (circulated != null) {
            lags.add(ChronoUnit.DAYS.between(communication.receivedOn(), circulated));
            findings.check(
                    Invariant.CIRCULATED_AFTER_RECEIPT,
                    !circulated.isBefore(communication.receivedOn()),
                    () -> violation(
                            entry,
                            "circulated on " + circulated + ", received on " + communication.receivedOn() + " only"));
        }
        var effective = act instanceof WithdrawalNotified notice ? notice.effectiveOn() : null;
        findings.check(
                Invariant.BACK_DATED,
                effective == null || !effective.isBefore(communication.receivedOn()),
                () -> violation(entry, "a withdrawal takes effect on " + effective + ", before it was received"));
        correct(entry, act);
        acts.put(entry.position(), entry);
    }

    /** One notification may circulate several acts: then it is the same, to the letter. */
    private void notification(LedgerEntry entry, @Nullable String text) {
        var read = NOTIFICATION.matcher(text == null ? "" : text);
        if (read.matches()) {
            var first = notifications.putIfAbsent(read.group(1) + "." + read.group(2), entry);
            findings.check(
                    Invariant.NOTIFICATIONS,
                    first == null || text == null || text.equals(notificationOf(first)),
                    () -> violation(
                            entry,
                            text + " has the number of "
                                    + (first == null ? "another" : notificationOf(first) + " at " + first.position())));
        }
    }

    private static @Nullable String notificationOf(LedgerEntry entry) {
        return entry.event() instanceof ActRecorded act ? act.communication().notification() : null;
    }

    private void correct(LedgerEntry entry, ActRecorded act) {
        if (!(act instanceof ActCorrected correction)) {
            standing.put(entry.position(), act);
            return;
        }
        var corrected = acts.get(correction.position());
        var before = standing.get(correction.position());
        findings.check(
                Invariant.CORRECTIONS,
                corrected != null
                        && corrected.stream().equals(entry.stream())
                        && !correction.replacement().equals(before),
                () -> violation(
                        entry,
                        "it corrects position " + correction.position()
                                + (corrected == null
                                        ? ", at which no earlier act was recorded"
                                        : ", an act of another treaty or one that it leaves as it was")));
        // A correction of a correction speaks of the act behind it, and so does what stands after it.
        standing.put(correction.position(), correction.replacement());
        standing.put(entry.position(), correction.replacement());
    }

    void finish() {
        findings.remark(
                Invariant.EVIDENCE,
                sourced + " of " + acts.size()
                        + " acts name a notification or a source; documents and their hashes are not kept yet");
        if (!lags.isEmpty()) {
            lags.sort(Long::compare);
            findings.remark(
                    Invariant.CIRCULATED_AFTER_RECEIPT,
                    "from receipt to circulation: median " + lags.get(lags.size() / 2) + " days, most " + lags.getLast()
                            + " days");
        }
    }
}
