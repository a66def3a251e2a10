package org.treatyledger.core.vocabulary;

/** A legal source as data: the treaty as it is cited, and the provision, for example Rome Statute, art. 126(2). */
public record Citation(String treaty, String provision) {

    /** A provision of the Vienna Convention on the Law of Treaties (1969). */
    public static Citation vclt(String provision) {
        return new Citation("VCLT", provision);
    }

    @Override
    public String toString() {
        return treaty + ", " + provision;
    }
}
