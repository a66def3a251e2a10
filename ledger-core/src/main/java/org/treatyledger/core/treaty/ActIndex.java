package org.treatyledger.core.treaty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationWithdrawn;
import org.treatyledger.core.treaty.TreatyEvent.EntryIntoForceRecorded;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;

/**
 * A treaty's acts arranged so that any state of knowledge is answered from the acts that matter to the question: those
 * that can move a status, or those of one participant, however many others there are (ADR 0019). Grows as acts are
 * recorded, by one thread at a time; the statuses that it gives may be asked by any.
 */
public final class ActIndex {

    private Registered treaty;
    private final Moments all = new Moments();
    private final Moments ofMoves = new Moments();
    private ActRegister moves = ActRegister.EMPTY;
    private final Map<ParticipantId, ActRegister> byParticipant = new ConcurrentHashMap<>();
    private final Map<Long, List<Act>> matters = new HashMap<>();
    private final Map<Long, Long> roots = new HashMap<>();

    /** The index of a treaty as it stands. */
    public ActIndex(Registered treaty) {
        this.treaty = treaty;
        treaty.register().acts().forEach(this::file);
    }

    /** Adds the act recorded next, at that log position. */
    public void add(long position, ActRecorded event) {
        treaty = new Registered(
                treaty.position(), treaty.clauses(), treaty.register().with(position, event));
        file(new Act(position, event, List.of()));
    }

    /** The treaty with everything recorded so far. */
    public Registered treaty() {
        return treaty;
    }

    private void file(Act act) {
        all.add(act);
        var matter = matter(act);
        moves = filed(moves, matter, one -> canMove(one.event()), ofMoves::add);
        for (var participant : participants(matter)) {
            var register = byParticipant.getOrDefault(participant, ActRegister.EMPTY);
            byParticipant.put(
                    participant, filed(register, matter, one -> participant.equals(one.participant()), one -> {}));
        }
    }

    /** The act with what it corrects and what corrected that before, oldest first. */
    private List<Act> matter(Act act) {
        if (!(act.event() instanceof ActCorrected correction)) {
            return List.of(act);
        }
        var root = roots.getOrDefault(correction.position(), correction.position());
        roots.put(act.position(), root);
        var matter = matters.computeIfAbsent(
                root,
                position ->
                        new ArrayList<>(treaty.register().at(position).stream().toList()));
        matter.add(act);
        return matter;
    }

    /** A matter is filed whole once one of its acts concerns the register, from then on act by act. */
    private static ActRegister filed(
            ActRegister register, List<Act> matter, Predicate<Act> concerns, Consumer<Act> added) {
        var before = matter.subList(0, matter.size() - 1);
        if (before.stream().anyMatch(concerns)) {
            added.accept(matter.getLast());
            return with(register, List.of(matter.getLast()));
        }
        if (!concerns.test(matter.getLast())) {
            return register;
        }
        matter.forEach(added);
        return with(register, matter);
    }

    private static ActRegister with(ActRegister register, Collection<Act> acts) {
        var grown = register;
        for (var act : acts) {
            grown = grown.with(act.position(), act.event());
        }
        return grown;
    }

    private static Collection<ParticipantId> participants(List<Act> matter) {
        var participants = new HashSet<ParticipantId>();
        for (var act : matter) {
            if (act.participant() != null) {
                participants.add(act.participant());
            }
        }
        return participants;
    }

    /** A declaration moves a status only where the exit clause waits for what it declares. */
    private boolean canMove(ActRecorded event) {
        var exit = treaty.clauses().withdrawal();
        var awaited = exit == null ? null : exit.notBeforeEndOf();
        return switch (event) {
            case DeclarationMade made -> made.kind().equals(awaited);
            case DeclarationWithdrawn withdrawn -> withdrawn.kind().equals(awaited);
            case EntryIntoForceRecorded it -> it.overrideReason() != null;
            case TreatyEvent.AnnouncementNoted _ -> false;
            case ActCorrected correction -> canMove(correction.replacement());
            case TreatyEvent.SignatureAffixed _,
                    TreatyEvent.InstrumentDeposited _,
                    TreatyEvent.InstrumentHeld _,
                    TreatyEvent.InstrumentWithdrawn _,
                    TreatyEvent.SuccessionNotified _,
                    TreatyEvent.WithdrawalNotified _,
                    TreatyEvent.WithdrawalRevoked _,
                    TreatyEvent.IntentionNotToBecomePartyCommunicated _,
                    TreatyEvent.DecisionRecorded _,
                    TreatyEvent.ParticipantCeased _ -> true;
        };
    }

    /** The number of acts recorded up to and including that position. */
    public int actsUpTo(long position) {
        return all.upTo(position);
    }

    /** The positions of the registration and of the acts up to and including that one. */
    public List<Long> positionsUpTo(long position) {
        if (treaty.position() > position) {
            return List.of();
        }
        var positions = new ArrayList<Long>();
        positions.add(treaty.position());
        positions.addAll(all.positionsUpTo(position));
        return positions;
    }

    /** The latest moment at which any answer changed, as far as these clocks may know. */
    public AsOf lastChange(AsOf asOf) {
        return all.last(asOf, treaty.position());
    }

    /** The latest moment at which a status or a count changed, as far as these clocks may know. */
    public AsOf lastMove(AsOf asOf) {
        return ofMoves.last(asOf, treaty.position());
    }

    /** Who is bound, as far as may be known; questions with one {@link #lastMove} and one parent share the answer. */
    public Standing standing(AsOf asOf, Participants participants, @Nullable Standing parent) {
        return new Standing(treaty.clauses(), moves.legalOrder(lastMove(asOf)), participants, parent);
    }

    /** The status as far as may be known, around the standing of the same moment. */
    public LegalStatus status(AsOf asOf, Standing standing, @Nullable LegalStatus parent) {
        return new LegalStatus(treaty, standing, new Unread(treaty, lastChange(asOf), standing, byParticipant), parent);
    }

    /**
     * A dossier of which only what is asked for is read. The registers may have grown meanwhile: the position up to which
     * it may know hides what was recorded since.
     */
    private static final class Unread implements Dossier {

        private final AsOf asOf;
        private final Standing standing;
        private final Map<ParticipantId, ActRegister> byParticipant;
        private final Once<List<Act>> acts;
        private final Map<ParticipantId, Optional<History>> histories = new ConcurrentHashMap<>();

        Unread(Registered treaty, AsOf asOf, Standing standing, Map<ParticipantId, ActRegister> byParticipant) {
            this.asOf = asOf;
            this.standing = standing;
            this.byParticipant = byParticipant;
            this.acts = new Once<>(() -> treaty.register().legalOrder(asOf));
        }

        @Override
        public List<Act> acts() {
            return acts.get();
        }

        @Override
        public Optional<History> history(ParticipantId participant) {
            return histories.computeIfAbsent(participant, this::read);
        }

        private Optional<History> read(ParticipantId participant) {
            var its =
                    Objects.requireNonNullElse(byParticipant.get(participant), ActRegister.EMPTY)
                            .legalOrder(asOf)
                            .stream()
                            .filter(act -> participant.equals(act.participant()))
                            .toList();
            if (its.isEmpty()) {
                return Optional.empty();
            }
            var history = standing.historyOf(participant);
            its.forEach(history::read);
            return Optional.of(history);
        }

        @Override
        public Collection<History> histories() {
            return new TreeSet<>(byParticipant.keySet())
                    .stream()
                            .flatMap(participant -> history(participant).stream())
                            .toList();
        }
    }
}
