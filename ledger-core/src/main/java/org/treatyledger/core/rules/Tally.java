package org.treatyledger.core.rules;

import java.util.Set;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * What a threshold may know of one day: a view for the evaluator, built anew for each day on which the set changes.
 *
 * @param consented whose instruments count on the day; regional organizations are never among them
 * @param parentParties the number of parties to the parent treaty on the day; 0 where there is none
 * @param parentPartiesAtAdoption the number of parties to the parent treaty on the day this one was adopted
 */
public record Tally(
        Set<ParticipantId> consented,
        int parentParties,
        int parentPartiesAtAdoption,
        boolean parentInForce,
        Set<String> decisions) {}
