package org.treatyledger.api.pages;

import org.jspecify.annotations.Nullable;
import org.treatyledger.projections.web.Clocks;

/** The three clocks as a form asks them, before they are read: what is left empty is not asked. */
record AskedClocks(
        @Nullable String on,
        @Nullable String known,
        @Nullable String position) {

    AskedClocks {
        on = blankToNull(on);
        known = blankToNull(known);
        position = blankToNull(position);
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** The clocks; a 400 problem where one cannot be read. */
    Clocks read() {
        return Clocks.parse(on, known, position);
    }

    /** Whether anything is asked; if not, the page is about today. */
    public boolean isAsked() {
        return on != null || known != null || position != null;
    }
}
