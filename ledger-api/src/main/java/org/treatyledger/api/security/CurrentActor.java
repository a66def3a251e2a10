package org.treatyledger.api.security;

import java.util.Locale;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.treatyledger.core.vocabulary.Actor;

/** The signed-in person as the log knows an actor. */
public final class CurrentActor {

    private CurrentActor() {}

    /** Who instructs, and in which office. */
    public static Actor of(Authentication authentication) {
        var office = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith("ROLE_"))
                .map(authority -> authority.substring("ROLE_".length()).toLowerCase(Locale.ROOT))
                .sorted()
                .findFirst()
                .orElse("none");
        return new Actor(authentication.getName(), office);
    }
}
