package org.treatyledger.core.vocabulary;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Someone who can appear in the register. What kind of participant it is decides what it may do and whether it counts. */
public sealed interface Participant {

    ParticipantId id();

    /** The short name in use today. */
    String name();

    /**
     * A State in the sense of the "all States" formula: a Member or observer State of the United Nations, or another
     * whose treaty-making capacity the depositary recognizes; also one that has ceased to exist.
     *
     * @param region the regional group in which the Assembly of States Parties counts it, where it has one
     * @param continuedBy the State that continues its legal personality, where one does (Serbia for Serbia and
     *     Montenegro)
     * @param existedUntil its last day under this code, null where it exists or the directory does not say
     */
    record State(
            ParticipantId id,
            String name,
            @Nullable String region,
            @Nullable ParticipantId continuedBy,
            @Nullable LocalDate existedUntil)
            implements Participant {

        /** A State that exists. */
        public State(ParticipantId id, String name, @Nullable String region, @Nullable ParticipantId continuedBy) {
            this(id, name, region, continuedBy, null);
        }
    }

    /** An organization that States have given competence over the treaty's matters. Its deposit never counts. */
    record RegionalOrganization(ParticipantId id, String name) implements Participant {}

    /** A territory or other entity that has a code but no capacity of its own under the "all States" formula. */
    record OtherEntity(ParticipantId id, String name) implements Participant {}
}
