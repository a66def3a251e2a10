package org.treatyledger.core.treaty;

import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.TreatyState.Registered;

/**
 * Acts that nobody has recorded, played one after the other onto a treaty's stream: decided by the very law that decides
 * what is recorded, so that a what-if, a dry run and the record cannot disagree. Not safe for several threads.
 */
public final class Scenario {

    /** Where imagined acts stand: after every act that is recorded, before one that is being decided. */
    private static final long FIRST_IMAGINED = Long.MAX_VALUE / 2;

    private TreatyState state;
    private long next = FIRST_IMAGINED;

    /** A scenario that starts from what is recorded of one treaty. */
    public Scenario(TreatyState recorded) {
        this.state = recorded;
    }

    /** Decides the command after all that were played before it; what is accepted counts for those that follow. */
    public Decision play(TreatyCommand command, Circumstances now) {
        var decision = Treaty.decide(state, command, now);
        if (decision instanceof Accepted accepted) {
            accepted.events().forEach(event -> state = Treaty.evolve(state, next++, event));
        }
        return decision;
    }

    /**
     * The same for an act of a day that may still lie ahead: it is decided as on that day, if nothing else is received
     * until then.
     */
    public Decision playAhead(TreatyCommand.RecordAct act, Circumstances now) {
        return state instanceof Registered treaty
                ? play(
                        act,
                        now.notBefore(
                                act.communication().receivedOn(),
                                treaty.clauses().zone()))
                : play(act, now);
    }

    /** What the stream would fold to. */
    public TreatyState state() {
        return state;
    }

    /** Whether that position is one that a scenario made up, and not an entry of the log. */
    public static boolean isImagined(long position) {
        return position >= FIRST_IMAGINED;
    }
}
