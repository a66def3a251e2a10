package org.treatyledger.api.pages;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Membership;
import org.treatyledger.core.vocabulary.Participants;

/** A day to come on which something takes effect, if nothing else is received. */
public record ComingDate(LocalDate day, String sentence) {

    /** Everything scheduled after a day, soonest first. */
    static List<ComingDate> after(LocalDate day, LegalStatus status, Participants participants) {
        var dates = new ArrayList<ComingDate>();
        status.inForceSince()
                .filter(entry -> entry.isAfter(day))
                .ifPresent(entry -> dates.add(new ComingDate(entry, "The treaty enters into force.")));
        status.histories().stream()
                .flatMap(history -> status.memberships(history.participant()).stream())
                .forEach(membership -> addTo(dates, membership, day, participants));
        dates.sort(Comparator.comparing(ComingDate::day).thenComparing(ComingDate::sentence));
        return dates;
    }

    private static void addTo(List<ComingDate> dates, Membership membership, LocalDate day, Participants participants) {
        var name = participants.nameOf(membership.participant());
        var exit = membership.exitsOn();
        if (membership.entersIntoForceOn().isAfter(day)) {
            dates.add(new ComingDate(membership.entersIntoForceOn(), "Enters into force for " + name + "."));
        }
        if (exit != null && exit.isAfter(day)) {
            dates.add(new ComingDate(exit, name + " ceases to be a party."));
        }
    }
}
