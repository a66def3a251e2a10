package org.treatyledger.core.vocabulary;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The directory of everyone who can appear in the register; an input to decisions, never looked up by them. */
public final class Participants {

    private final Map<ParticipantId, Participant> byId = new TreeMap<>();

    private final List<FormerName> formerNames;

    /**
     * A name that a participant no longer has.
     *
     * @param from the first day of its use, null where it was in use since the beginning of the record
     * @param until the first day on which it was no longer in use
     */
    public record FormerName(
            ParticipantId id, String name, @Nullable LocalDate from, LocalDate until) {

        boolean wasInUseOn(LocalDate day) {
            return day.isBefore(until) && (from == null || !day.isBefore(from));
        }
    }

    private Participants(Collection<? extends Participant> all, List<FormerName> formerNames) {
        all.forEach(participant -> byId.put(participant.id(), participant));
        this.formerNames = formerNames.stream()
                .sorted(Comparator.comparing(FormerName::until))
                .toList();
    }

    /** A directory of these participants; of two with one code the later stands. */
    public static Participants of(Collection<? extends Participant> all) {
        return of(all, List.of());
    }

    /** A directory that also knows by which names its participants went earlier. */
    public static Participants of(Collection<? extends Participant> all, List<FormerName> formerNames) {
        return new Participants(all, formerNames);
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

    /** The name by which the participant went on that day; today's where no other is known. */
    public String nameOn(ParticipantId id, LocalDate day) {
        return formerNames.stream()
                .filter(former -> former.id().equals(id) && former.wasInUseOn(day))
                .map(FormerName::name)
                .findFirst()
                .orElseGet(() -> nameOf(id));
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
