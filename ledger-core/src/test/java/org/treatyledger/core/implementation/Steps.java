package org.treatyledger.core.implementation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.implementation.ImplementationCommand.CorrectStep;
import org.treatyledger.core.implementation.ImplementationCommand.RecordStep;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Circumstances;
import org.treatyledger.core.treaty.Directory;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Reason;
import org.treatyledger.core.treaty.Seed;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.vocabulary.LegalDate;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.TreatyId;

/** A stream of one State's implementation of the Rome Statute, for tests: given, when, then. */
final class Steps {

    static final TreatyId TREATY = new TreatyId("rome-statute");
    static final ParticipantId UKRAINE = new ParticipantId("UKR");

    private static final LegalStatus STATUTE = LegalStatus.of(
            (TreatyState.Registered)
                    Treaty.evolve(TreatyState.START, 0, new TreatyEvent.TreatyRegistered(Seed.clauses("rome-statute"))),
            AsOf.NOW,
            Directory.PARTICIPANTS,
            Optional.empty());

    private ImplementationState state = ImplementationState.START;
    private long next = 100;
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");

    static LegislativeStep step(Stage stage, String law, String date, String assessor, Area... areas) {
        return new LegislativeStep(
                stage,
                law,
                LegalDate.parse(date).orElseThrow(),
                areas.length == 0 ? List.of(Area.CRIMINAL_LAW) : List.of(areas),
                "a source",
                assessor,
                null,
                null);
    }

    static RecordStep record(LegislativeStep step, @Nullable String received) {
        return new RecordStep(TREATY, UKRAINE, step, received == null ? null : LocalDate.parse(received));
    }

    static CorrectStep correct(long position, @Nullable LegislativeStep replacement, @Nullable String received) {
        return new CorrectStep(
                TREATY,
                UKRAINE,
                position,
                replacement,
                "recorded wrongly",
                received == null ? null : LocalDate.parse(received));
    }

    Steps at(String instant) {
        now = Instant.parse(instant);
        return this;
    }

    static Circumstances circumstances(Instant now, boolean registered) {
        return new Circumstances(now, Directory.PARTICIPANTS, registered ? Optional.of(STATUTE) : Optional.empty());
    }

    Ruling decide(ImplementationCommand command) {
        return Implementation.decide(state, command, circumstances(now, true));
    }

    /** Records, and answers the position. */
    long recorded(ImplementationCommand command) {
        var ruling = decide(command);
        assertThat(ruling).isInstanceOf(Ruling.Accepted.class);
        for (var event : ((Ruling.Accepted) ruling).events()) {
            state = Implementation.evolve(state, next++, event);
        }
        return next - 1;
    }

    void refused(ImplementationCommand command, Reason reason, @Nullable String field) {
        var ruling = decide(command);
        assertThat(ruling).isInstanceOf(Ruling.Refused.class);
        var refusal = ((Ruling.Refused) ruling).refusal();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.sentence()).isNotBlank();
    }

    AreaStatus on(String day, AsOf asOf) {
        return AreaStatus.of(Area.CRIMINAL_LAW, state.steps(asOf), LocalDate.parse(day));
    }

    AreaStatus on(String day) {
        return on(day, AsOf.NOW);
    }

    ImplementationState state() {
        return state;
    }
}
