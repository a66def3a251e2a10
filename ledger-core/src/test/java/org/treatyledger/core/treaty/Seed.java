package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.ActionJson;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.rules.DateRule;
import org.treatyledger.core.rules.ExitRule;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.rules.FinalClauses.EntryIntoForceClause;
import org.treatyledger.core.rules.Threshold;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.TreatyCommand.RecordAct;
import org.treatyledger.core.treaty.TreatyCommand.Register;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.TreatyId;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The real history of the Rome Statute family as the house ships it, read through the contract's form. */
public final class Seed {

    public static final TreatyId ROME_STATUTE = new TreatyId("rome-statute");

    private static final Path FOLDER = Path.of("../ledger-api/src/main/resources/seed/rome-statute");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The final clauses of each treaty, parents before what belongs to them. */
    public static final List<FinalClauses> TREATIES = treaties();

    /** Every act, by the day of its receipt. */
    public static final List<RecordAct> ACTS = acts();

    /** All of it, played. */
    public static final Played ALL = play();

    private Seed() {}

    private static List<FinalClauses> treaties() {
        var treaties = new ArrayList<FinalClauses>();
        JSON.readTree(FOLDER.resolve("treaties.json").toFile()).forEach(rules -> treaties.add(RulesJson.read(rules)));
        return List.copyOf(treaties);
    }

    private static List<RecordAct> acts() {
        var acts = new ArrayList<RecordAct>();
        for (var action : JSON.readTree(FOLDER.resolve("actions.json").toFile())) {
            var fields = (ObjectNode) action;
            var treaty = new TreatyId(fields.remove("treaty").stringValue());
            acts.add(ActionJson.read(treaty, fields));
        }
        return List.copyOf(acts);
    }

    /** The clauses of one treaty. */
    public static FinalClauses clauses(String treaty) {
        return TREATIES.stream()
                .filter(clauses -> clauses.treaty().value().equals(treaty))
                .findFirst()
                .orElseThrow();
    }

    /** The clauses of one treaty with another threshold and date of its own entry into force. */
    public static FinalClauses clausesWith(String treaty, Threshold threshold, DateRule date) {
        var it = clauses(treaty);
        var entry = it.entryIntoForce();
        return with(
                it,
                new EntryIntoForceClause(
                        threshold,
                        date,
                        entry.perState(),
                        entry.scope(),
                        entry.countsOnlyParentParties(),
                        entry.citation()),
                it.withdrawal());
    }

    /** The clauses of one treaty with another exit. */
    public static FinalClauses clausesWith(String treaty, ExitRule exit) {
        var it = clauses(treaty);
        return with(it, it.entryIntoForce(), exit);
    }

    private static FinalClauses with(FinalClauses it, EntryIntoForceClause entry, @Nullable ExitRule exit) {
        return new FinalClauses(
                it.treaty(),
                it.title(),
                it.shortTitle(),
                it.reference(),
                it.zone(),
                it.adopted(),
                it.parent(),
                it.signature(),
                it.consent(),
                it.reservations(),
                it.reservationsCitation(),
                entry,
                exit,
                it.quorum());
    }

    /** Plays the acts through the law, which must accept each of them. */
    private static Played play() {
        var played = new Played();
        TREATIES.forEach(clauses -> played.record(new Register(clauses)));
        ACTS.forEach(played::record);
        return played;
    }

    /** The Statute's history up to the end of that day. */
    public static TreatySpecification romeStatuteUntil(String day) {
        return romeStatute(act -> !act.receivedOn().isAfter(Acts.day(day)));
    }

    /** The Statute's history without some acts, every one of which the law had accepted. */
    public static TreatySpecification romeStatute(Predicate<Act> which) {
        var all = ALL.state("rome-statute");
        var kept = ActRegister.EMPTY;
        for (var act : all.register().acts()) {
            if (which.test(act)) {
                kept = kept.with(act.position(), act.event());
            }
        }
        return TreatySpecification.of(new Registered(all.position(), all.clauses(), kept));
    }

    /** States and their next position, one log for all treaties. */
    public static final class Played {

        private final Map<TreatyId, Registered> states = new TreeMap<>();
        private final Map<TreatyId, LegalStatus> statuses = new HashMap<>();
        private final List<Recorded> recorded = new ArrayList<>();

        /** An event as it would stand in the log, at the position of its place in the list. */
        public record Recorded(TreatyId treaty, TreatyEvent event) {}

        private void record(TreatyCommand command) {
            var treaty = command.treaty();
            TreatyState state = states.get(treaty) == null ? TreatyState.START : states.get(treaty);
            var parent = command instanceof Register(var clauses) ? clauses.parent() : parentOf(treaty);
            var now = new Circumstances(TreatySpecification.TODAY, Directory.PARTICIPANTS, status(parent));
            assertThat(Treaty.decide(state, command, now))
                    .as(command.toString())
                    .isInstanceOfSatisfying(Accepted.class, accepted -> {
                        var next = state;
                        for (var event : accepted.events()) {
                            next = Treaty.evolve(next, recorded.size(), event);
                            recorded.add(new Recorded(treaty, event));
                        }
                        states.put(treaty, (Registered) next);
                        statuses.remove(treaty);
                    });
        }

        private @Nullable TreatyId parentOf(TreatyId treaty) {
            var state = states.get(treaty);
            return state == null ? null : state.clauses().parent();
        }

        private Optional<LegalStatus> status(@Nullable TreatyId treaty) {
            return Optional.ofNullable(treaty)
                    .map(id -> statuses.computeIfAbsent(id, missing -> status(missing.value())));
        }

        /** Everything that was recorded, in order. */
        public List<Recorded> recorded() {
            return List.copyOf(recorded);
        }

        public Registered state(String treaty) {
            return Objects.requireNonNull(states.get(new TreatyId(treaty)));
        }

        public LegalStatus status(String treaty) {
            return status(treaty, AsOf.NOW);
        }

        /** The status as far as may be known, and its parent's likewise. */
        public LegalStatus status(String treaty, AsOf asOf) {
            var state = state(treaty);
            var parent = Optional.ofNullable(state.clauses().parent()).map(id -> status(id.value(), asOf));
            return LegalStatus.of(state, asOf, Directory.PARTICIPANTS, parent);
        }
    }
}
