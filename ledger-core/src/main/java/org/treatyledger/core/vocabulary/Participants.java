package org.treatyledger.core.vocabulary;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The directory of everyone who can appear in the register; an input to decisions, never looked up by them. */
public final class Participants {

    private final Map<ParticipantId, Participant> byId = new TreeMap<>();

    private Participants(Collection<? extends Participant> all) {
        all.forEach(participant -> byId.put(participant.id(), participant));
    }

    /** A directory of these participants; of two with one code the later stands. */
    public static Participants of(Collection<? extends Participant> all) {
        return new Participants(all);
    }

    /** The participant of that code, or none where it is unknown. */
    public Optional<Participant> find(ParticipantId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The participant's name, or its code where it is unknown. */
    public String nameOf(ParticipantId id) {
        var participant = byId.get(id);
        return participant == null ? id.code() : participant.name();
    }

    /** Whether the participant is a regional organization, whose acts no count includes. */
    public boolean isRegionalOrganization(ParticipantId id) {
        return byId.get(id) instanceof Participant.RegionalOrganization;
    }

    /** Everyone, in order of code. */
    public Collection<Participant> all() {
        return java.util.Collections.unmodifiableCollection(byId.values());
    }
}
