package org.treatyledger.core.treaty;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.rules.FinalClauses;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.Decision.Refused;
import org.treatyledger.core.treaty.TreatyState.Registered;

/**
 * Given these acts, when this one, then so: the law as a lawyer would test it. Every accepted act is recorded at the
 * next position, so that what {@code then} asks is what the register answers from then on.
 */
public final class TreatySpecification {

    /** The day on which the desk of these tests stands, unless a test says otherwise. */
    public static final Instant TODAY = Instant.parse("2026-11-24T12:00:00Z");

    private Registered treaty;
    private long position;
    private Circumstances now = new Circumstances(TODAY, Directory.PARTICIPANTS, Optional.empty());
    private @Nullable Decision decision;

    private TreatySpecification(Registered treaty, long position) {
        this.treaty = treaty;
        this.position = position;
    }

    /** A treaty that has just been registered, at position 0. */
    public static TreatySpecification of(FinalClauses clauses) {
        return of(new Registered(0, clauses, ActRegister.EMPTY));
    }

    /** A treaty with a history; the next act stands after every one of it. */
    public static TreatySpecification of(Registered treaty) {
        var last = treaty.register().acts().stream().mapToLong(Act::position).max();
        return new TreatySpecification(treaty, last.orElse(treaty.position()) + 1);
    }

    /** The instant at which the ledger receives what follows. */
    public TreatySpecification today(String day) {
        now = new Circumstances(Instant.parse(day + "T12:00:00Z"), now.participants(), now.parent(), now.amendment());
        return this;
    }

    /** The treaty that this one amends or supplements. */
    public TreatySpecification under(LegalStatus parent) {
        now = new Circumstances(now.receivedAt(), now.participants(), Optional.of(parent), now.amendment());
        return this;
    }

    /** The amendment that the commands name. */
    public TreatySpecification amendedBy(LegalStatus amendment) {
        now = new Circumstances(now.receivedAt(), now.participants(), now.parent(), Optional.of(amendment));
        return this;
    }

    /** Records acts that the law must accept. */
    public TreatySpecification given(TreatyCommand... commands) {
        for (var command : commands) {
            when(command).thenAccepted();
        }
        return this;
    }

    /** Asks for the decision on a command, and records what is accepted. */
    public TreatySpecification when(TreatyCommand command) {
        decision = Treaty.decide(treaty, command, now);
        if (decision instanceof Accepted accepted) {
            for (var event : accepted.events()) {
                treaty = (Registered) Treaty.evolve(treaty, position++, event);
            }
        }
        return this;
    }

    public TreatySpecification thenRefused(Reason reason) {
        return thenRefused(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    public TreatySpecification thenRefused(Consumer<Refusal> so) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class, refused -> so.accept(refused.refusal()));
        return this;
    }

    public TreatySpecification thenAccepted() {
        return thenAccepted(_ -> {});
    }

    public TreatySpecification thenAccepted(Consumer<Accepted> so) {
        assertThat(decision).isInstanceOfSatisfying(Accepted.class, so);
        return this;
    }

    /** What the register answers after all that was accepted. */
    public TreatySpecification then(Consumer<LegalStatus> so) {
        so.accept(status());
        return this;
    }

    public LegalStatus status() {
        return status(AsOf.NOW);
    }

    public LegalStatus status(AsOf asOf) {
        return LegalStatus.of(treaty, asOf, now.participants(), now.parent());
    }

    /** The position of the act recorded last. */
    public long lastPosition() {
        return position - 1;
    }

    public Registered treaty() {
        return treaty;
    }

    public Decision decision() {
        return Objects.requireNonNull(decision);
    }
}
