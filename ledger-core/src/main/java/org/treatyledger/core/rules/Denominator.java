package org.treatyledger.core.rules;

/** What a fraction is a fraction of. Where a text is silent, practice counts the parties on the day in question. */
public sealed interface Denominator {

    /** The parties, on the day, to the treaty that this one amends; the rules refuse it where there is none. */
    record PartiesCurrent() implements Denominator {}

    /** The parties to the parent treaty on the day on which this one was adopted. Source: Basel decision BC-10/3. */
    record PartiesAtAdoption() implements Denominator {}

    /** The parties to the parent treaty on the day. Source: Rome Statute art. 121(4). */
    record ParentPartiesCurrent() implements Denominator {}

    /** A number that the treaty fixes. */
    record FixedNumber(int number) implements Denominator {}
}
