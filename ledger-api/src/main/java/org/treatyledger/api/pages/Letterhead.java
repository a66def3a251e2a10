package org.treatyledger.api.pages;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.treatyledger.api.security.Role;
import org.treatyledger.projections.register.Register;

/** What every page says at its head and foot: who is signed in, and how long the log is. */
@Component("letterhead")
public final class Letterhead {

    private final Register register;

    Letterhead(Register register) {
        this.register = register;
    }

    /** The number of entries that the pages rest on. */
    public long logSize() {
        return register.size();
    }

    /** The name of who is signed in, or null. */
    public @Nullable String user() {
        var authentication = signedIn();
        return authentication == null ? null : authentication.getName();
    }

    /** Whether who is signed in may record treaty actions. */
    public boolean mayRecord() {
        return has(Role.DEPOSITARY);
    }

    /** Whether who is signed in may record steps of national implementation. */
    public boolean mayAssess() {
        return has(Role.DEPOSITARY) || has(Role.REVIEWER);
    }

    /** Whether who is signed in runs the ledger. */
    public boolean mayOperate() {
        return has(Role.OPERATOR);
    }

    private static boolean has(Role role) {
        var authentication = signedIn();
        return authentication != null
                && authentication.getAuthorities().stream()
                        .anyMatch(granted -> Objects.equals(granted.getAuthority(), "ROLE_" + role.name()));
    }

    private static @Nullable Authentication signedIn() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null
                        || authentication instanceof AnonymousAuthenticationToken
                        || !authentication.isAuthenticated()
                ? null
                : authentication;
    }
}
