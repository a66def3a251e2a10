package org.treatyledger.core.vocabulary;

/** Who instructed the ledger: the account's name and the office it acted in. Roles are not known here. */
public record Actor(String id, String office) {

    @Override
    public String toString() {
        return office + " " + id;
    }
}
