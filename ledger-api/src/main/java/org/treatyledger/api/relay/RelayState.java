package org.treatyledger.api.relay;

import org.jspecify.annotations.Nullable;

/**
 * What a node's relay does.
 *
 * @param role {@code leading}, {@code following} while another node leads, {@code failing}, {@code stopped}
 * @param next the position that it sends next; -1 where it does not lead
 * @param code why it fails; null where it does not
 * @param reason the same for a person
 */
public record RelayState(
        String role,
        long next,
        @Nullable String code,
        @Nullable String reason) {

    static final RelayState STOPPED = new RelayState("stopped", -1, null, null);

    static RelayState leading(long next) {
        return new RelayState("leading", next, null, null);
    }

    static RelayState following() {
        return new RelayState("following", -1, null, null);
    }

    static RelayState failed(String code, String reason) {
        return new RelayState("failing", -1, code, reason);
    }

    boolean isFailedBy(String other) {
        return other.equals(code);
    }
}
