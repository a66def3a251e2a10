package org.treatyledger.projections.web;

import java.time.Clock;
import java.util.stream.Stream;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.projections.register.Register;

/** Reads questions about treaties from requests: the treaty, the clocks, the words; a problem where one is unknown. */
public final class Questions {

    private final Register register;
    private final Clock clock;

    public Questions(Register register, Clock clock) {
        this.register = register;
        this.clock = clock;
    }

    /** The status that is asked for; a 404 problem where there is no such treaty, or was none at that position. */
    public Asked ask(String treaty, Clocks clocks) {
        var reading = clocks.read(register, treaty);
        return new Asked(treaty, clocks, reading, clocks.day(reading, clock));
    }

    /** The same of every treaty that was registered at that position, in the order of registration. */
    public Stream<Asked> askAll(Clocks clocks) {
        return register.treaties().stream()
                .flatMap(id -> register
                        .read(id, clocks.asOf())
                        .map(reading -> new Asked(id.value(), clocks, reading, clocks.day(reading, clock)))
                        .stream());
    }

    /** The participant that a path names; a 404 problem where the directory has none. */
    public ParticipantId participant(String code) {
        return ParticipantId.parse(code)
                .filter(id -> register.participants().find(id).isPresent())
                .orElseThrow(() -> Problem.of(404, "unknown-participant", "No participant has the code " + code + ".")
                        .field("participant")
                        .remedy("Use an ISO 3166-1 alpha-3 code, or EUE for the European Union.")
                        .asException());
    }

    /** The basis that a request names; a 400 problem where there is none of that name. */
    public static Basis basis(String label) {
        return Basis.parse(label)
                .orElseThrow(() -> Problem.of(400, "malformed-parameter", "\"" + label + "\" is not a basis.")
                        .field("basis")
                        .remedy("Use in-force, consented or signed.")
                        .asException());
    }
}
