package org.treatyledger.api.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.treatyledger.api.axon.Outcome;
import org.treatyledger.api.web.Intake;
import org.treatyledger.api.web.Refusals;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.codec.EntryCodec.EntryTooLarge;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.MalformedJson;
import org.treatyledger.core.treaty.OnRecord;
import org.treatyledger.core.treaty.Refusal;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.web.Problem;

/** Reads a row as an action of the contract and says what became of it; recorded or dry, the two differ in one step. */
final class RowWork {

    private final Register register;

    RowWork(Register register) {
        this.register = register;
    }

    /**
     * A row read as a command.
     *
     * @param digest what the row says, hashed: the same act has the same, in whatever file it stands
     */
    record Command(ImportRow row, RecordAct act, String digest) {

        /** The idempotency key of the act. */
        String id() {
            return "import/" + digest;
        }
    }

    RowResult work(ImportRow row, Function<Command, RowResult> step) {
        var treaty = row.treatyId();
        if (treaty.isEmpty()) {
            return malformed(
                    row,
                    "treaty",
                    "\"" + row.treaty() + "\" is not the identity of a treaty.",
                    "Write it as in rome-statute.");
        }
        if (row.tooLong()) {
            return malformed(
                    row, null, "The row has more cells than the header has columns.", "Quote texts with commas.");
        }
        if (row.action().path("action").asString("").equals("correct")) {
            return malformed(
                    row, "action", "A correction cannot be told in a table.", "Send it as an action of its own.");
        }
        try {
            var digest = JsonText.digest("/treaties/" + treaty.get(), row.action());
            return step.apply(new Command(row, ActionJson.read(treaty.get(), row.action()), digest));
        } catch (MalformedJson e) {
            return RowResult.not(row, RowResult.MALFORMED, Refusals.problem(e));
        } catch (EntryTooLarge e) {
            return malformed(row, null, String.valueOf(e.getMessage()), "Shorten its texts.");
        }
    }

    private static RowResult malformed(ImportRow row, @Nullable String field, String detail, String remedy) {
        return RowResult.not(
                row,
                RowResult.MALFORMED,
                Problem.of(400, "malformed-row", detail).field(field).remedy(remedy));
    }

    /** The result of a command that was sent to the ledger. */
    RowResult result(Command command, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recorded recorded ->
                RowResult.at(
                        command.row(),
                        recorded.replayed() ? RowResult.ALREADY_RECORDED : RowResult.RECORDED,
                        recorded.firstPosition(),
                        recorded.replayed() ? List.of() : warnings(recorded.answer()));
            case Outcome.Refused(var refusal) -> refused(command, refusal);
            case Outcome.Previewed _, Outcome.VersionMoved _, Outcome.CommandIdReused _ ->
                throw new IllegalStateException("An import neither previews nor names a version: " + outcome);
        };
    }

    /** A refusal of what stands on record already, by whatever way it came, is none. */
    RowResult refused(Command command, Refusal refusal) {
        return register.treaty(command.act().treaty())
                .flatMap(treaty -> OnRecord.find(treaty, command.act()))
                .map(act -> RowResult.at(command.row(), RowResult.ALREADY_RECORDED, act.position(), List.of()))
                .orElseGet(() -> RowResult.not(command.row(), RowResult.REFUSED, Refusals.problem(refusal)));
    }

    private static List<String> warnings(String answer) {
        var codes = new ArrayList<String>();
        Intake.answer(answer)
                .path("warnings")
                .forEach(warning -> codes.add(warning.path("code").asString()));
        return codes;
    }
}
