package org.treatyledger.api.imports;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.treatyledger.core.log.EventLog;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Decision;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Scenario;
import org.treatyledger.core.treaty.TreatyCommand.NotifyWithdrawal;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;

/** What recording would give, row upon row, and nothing recorded: one scenario a treaty, parents before their children. */
final class DryRun {

    private final Register register;
    private final EventLog log;
    private final RowWork work;
    private final Clock clock;
    private final Map<TreatyId, Scenario> scenarios = new ConcurrentHashMap<>();
    private final Map<TreatyId, Optional<LegalStatus>> statuses = new ConcurrentHashMap<>();
    private final Map<String, RowResult> played = new ConcurrentHashMap<>();

    DryRun(Register register, EventLog log, RowWork work, Clock clock) {
        this.register = register;
        this.log = log;
        this.work = work;
        this.clock = clock;
    }

    RowResult play(RowWork.Command command) {
        var receipt = log.receipt(command.id());
        if (receipt.isPresent()) {
            return RowResult.at(
                    command.row(), RowResult.ALREADY_RECORDED, receipt.get().firstPosition(), List.of());
        }
        if (played.containsKey(command.id())) {
            return RowResult.at(command.row(), RowResult.ALREADY_RECORDED, null, List.of());
        }
        var treaty = command.act().treaty();
        var scenario = scenarios.computeIfAbsent(treaty, id -> new Scenario(recorded(id)));
        return switch (scenario.play(command.act(), circumstances(command))) {
            case Decision.Refused(var refusal) -> work.refused(command, refusal);
            case Decision.Accepted accepted -> {
                statuses.remove(treaty);
                var result = RowResult.at(
                        command.row(),
                        RowResult.WOULD_BE_RECORDED,
                        null,
                        accepted.warnings().stream().map(Decision.Warning::code).toList());
                played.put(command.id(), result);
                yield result;
            }
        };
    }

    private TreatyState recorded(TreatyId treaty) {
        return register.treaty(treaty).map(TreatyState.class::cast).orElse(TreatyState.START);
    }

    private Circumstances circumstances(RowWork.Command command) {
        var parent = register.parentOf(command.act().treaty());
        var amendment = command.act() instanceof NotifyWithdrawal it
                ? Optional.ofNullable(it.overAmendment())
                : Optional.<TreatyId>empty();
        return new Circumstances(
                clock.instant(),
                register.participants(),
                parent.flatMap(this::status),
                amendment.flatMap(this::status));
    }

    private Optional<LegalStatus> status(TreatyId id) {
        var kept = statuses.get(id);
        if (kept != null) {
            return kept;
        }
        var scenario = scenarios.get(id);
        var state = scenario == null ? recorded(id) : scenario.state();
        var status = state instanceof Registered treaty
                ? Optional.of(LegalStatus.of(
                        treaty,
                        AsOf.NOW,
                        register.participants(),
                        register.parentOf(id).flatMap(this::status)))
                : Optional.<LegalStatus>empty();
        statuses.put(id, status);
        return status;
    }
}
