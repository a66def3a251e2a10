package org.treatyledger.api.pages;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.Register.Reading;
import org.treatyledger.projections.web.Clocks;

/** The registered treaties, as pages ask for them. */
@Component
final class Treaties {

    static final Clocks TODAY = new Clocks(null, null, null);

    private final Register register;
    private final Clock clock;

    Treaties(Register register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    Register register() {
        return register;
    }

    Participants participants() {
        return register.participants();
    }

    /** Each treaty as it stands today in its depositary's calendar, in the order of registration. */
    List<Standing> today() {
        return register.treaties().stream()
                .flatMap(id -> register.read(id, AsOf.NOW).stream())
                .map(reading -> standing(reading, TODAY))
                .toList();
    }

    /** The treaty registered first, or none. */
    Optional<Reading> first() {
        return register.treaties().stream().findFirst().flatMap(id -> register.read(id, AsOf.NOW));
    }

    /** The name by which a treaty is cited, or its identity where it is not registered. */
    String nameOf(TreatyId id) {
        return register.treaty(id).map(treaty -> treaty.clauses().citedAs()).orElse(id.value());
    }

    /** How a treaty stands by those clocks. */
    Standing standing(Reading reading, Clocks clocks) {
        return Standing.of(reading, clocks, clocks.day(reading, clock));
    }

    /** The count of parties over time. */
    StepChart chart(Reading reading, Standing standing) {
        var clauses = standing.clauses();
        return StepChart.of(
                reading.status().series(Basis.IN_FORCE),
                new StepChart.Subject(clauses.citedAs(), clauses.adopted(), standing.day(), standing.inForceSince()),
                participants());
    }
}
