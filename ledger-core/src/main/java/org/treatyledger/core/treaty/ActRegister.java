package org.treatyledger.core.treaty;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.TreatyEvent.ActCorrected;
import org.treatyledger.core.treaty.TreatyEvent.ActRecorded;

/**
 * The immutable collection of a treaty's acts, in the order of their recording. Corrections are applied by reference
 * when the register is read, never by overwriting, so that what was answered before is still answered.
 *
 * <p>A chain from the newest act to the oldest: adding costs the same however long the history is.
 */
public final class ActRegister {

    /** A register with no acts. */
    public static final ActRegister EMPTY = new ActRegister(null, null, 0);

    private final @Nullable ActRegister before;
    private final @Nullable Act last;
    private final int size;

    private ActRegister(@Nullable ActRegister before, @Nullable Act last, int size) {
        this.before = before;
        this.last = last;
        this.size = size;
    }

    /** The register with one more act, recorded at that log position. */
    public ActRegister with(long position, ActRecorded event) {
        return new ActRegister(this, new Act(position, event, List.of()), size + 1);
    }

    /** The register as it would be if the act at that position and its corrections had never been recorded. */
    ActRegister without(long position) {
        var kept = EMPTY;
        for (var act : acts()) {
            if (rootOf(act.position()) != position) {
                kept = kept.with(act.position(), act.event());
            }
        }
        return kept;
    }

    /** The register of those acts alone that may be known. */
    ActRegister asOf(AsOf asOf) {
        var known = EMPTY;
        for (var act : acts()) {
            if (asOf.sees(act)) {
                known = known.with(act.position(), act.event());
            }
        }
        return known;
    }

    /** The number of acts, corrections included. */
    public int size() {
        return size;
    }

    /** The act recorded last, or none. */
    public Optional<Act> last() {
        return Optional.ofNullable(last);
    }

    /** Every act as it was recorded, oldest first. */
    public List<Act> acts() {
        var acts = new ArrayList<Act>(size);
        for (var at = this; at != null && at.last != null; at = at.before) {
            acts.add(at.last);
        }
        Collections.reverse(acts);
        return acts;
    }

    /** The act recorded at that position, or none. */
    public Optional<Act> at(long position) {
        for (var at = this; at != null && at.last != null; at = at.before) {
            if (at.last.position() == position) {
                return Optional.of(at.last);
            }
        }
        return Optional.empty();
    }

    /** The position of the act that stands behind a correction, or a correction of one; else the position itself. */
    long rootOf(long position) {
        var act = at(position);
        return act.isPresent() && act.get().event() instanceof ActCorrected correction
                ? rootOf(correction.position())
                : position;
    }

    /**
     * The acts that may be known, as corrected by the corrections that may be known, in the order in which they count
     * in law: by day, and within a day in the order of a treaty's life, so that the order of recording never matters.
     */
    public List<Act> legalOrder(AsOf asOf) {
        Map<Long, Act> standing = new LinkedHashMap<>();
        Map<Long, Long> roots = new LinkedHashMap<>();
        for (var act : acts()) {
            if (!asOf.sees(act)) {
                continue;
            }
            if (act.event() instanceof ActCorrected correction) {
                var root = roots.getOrDefault(correction.position(), correction.position());
                roots.put(act.position(), root);
                standing.computeIfPresent(
                        root, (position, standingAct) -> corrected(standingAct, act, correction.replacement()));
            } else {
                standing.put(act.position(), act);
            }
        }
        return standing.values().stream().sorted(LEGAL_ORDER).toList();
    }

    private static Act corrected(Act act, Act correction, ActRecorded replacement) {
        var corrections = new ArrayList<>(act.corrections());
        corrections.add(correction.position());
        return new Act(act.position(), replacement, corrections);
    }

    private static final Comparator<Act> LEGAL_ORDER = Comparator.comparing(Act::receivedOn)
            .thenComparingInt(act -> placeWithinADay(act.event()))
            .thenComparingLong(Act::position);

    private static int placeWithinADay(ActRecorded event) {
        return switch (event) {
            case TreatyEvent.SignatureAffixed _ -> 0;
            case TreatyEvent.SuccessionNotified _ -> 1;
            case TreatyEvent.InstrumentHeld _ -> 2;
            case TreatyEvent.InstrumentDeposited _ -> 3;
            case TreatyEvent.DeclarationMade _ -> 4;
            case TreatyEvent.DeclarationWithdrawn _ -> 5;
            case TreatyEvent.InstrumentWithdrawn _ -> 6;
            case TreatyEvent.WithdrawalNotified _ -> 7;
            case TreatyEvent.WithdrawalRevoked _ -> 8;
            case TreatyEvent.ParticipantCeased _ -> 9;
            case TreatyEvent.IntentionNotToBecomePartyCommunicated _ -> 10;
            case TreatyEvent.DecisionRecorded _ -> 11;
            case TreatyEvent.EntryIntoForceRecorded _ -> 12;
            case TreatyEvent.AnnouncementNoted _ -> 13;
            case ActCorrected _ -> 14;
        };
    }
}
