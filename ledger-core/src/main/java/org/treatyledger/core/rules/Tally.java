package org.treatyledger.core.rules;

import java.util.Set;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * What a threshold may know of one day: a view for the evaluator, built anew for each day on which the set changes.
 *
 * @param consented whose instruments count on the day; regional organizations are never among them
 * @param parties the parties to the parent treaty on the day; nobody where there is none
 * @param partiesAtAdoption the parties to the parent treaty on the day this one was adopted
 */
public record Tally(
        Set<ParticipantId> consented,
        Body parties,
        Body partiesAtAdoption,
        boolean parentInForce,
        Set<String> decisions) {

    /**
     * A body of States that a fraction is taken of.
     *
     * @param size how many belong to it
     * @param consented how many of these have consented: "seven-eighths of them" (Rome Statute art. 121(4))
     */
    public record Body(int size, int consented) {}
}
