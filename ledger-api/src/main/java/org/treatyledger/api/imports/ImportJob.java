package org.treatyledger.api.imports;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.vocabulary.Actor;

/**
 * A file on its way into the log.
 *
 * @param state queued, running, done or failed
 * @param total the number of its rows
 * @param failure why it could not go on, where it failed
 */
record ImportJob(
        UUID id,
        String key,
        String digest,
        Actor actor,
        boolean dryRun,
        String state,
        int total,
        @Nullable String failure,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {}
