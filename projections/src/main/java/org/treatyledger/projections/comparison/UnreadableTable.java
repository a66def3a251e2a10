package org.treatyledger.projections.comparison;

/** A table that cannot be understood: what is missing, and what to do about it. */
public final class UnreadableTable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    UnreadableTable(String detail, String remedy) {
        super(detail, null, false, false);
        this.remedy = remedy;
    }

    /** What is missing: a sentence. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** What to do about it: a sentence. */
    public String remedy() {
        return remedy;
    }
}
