package org.treatyledger.core.treaty;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.treaty.Decision.Accepted;
import org.treatyledger.core.treaty.Decision.Refused;
import org.treatyledger.core.treaty.TreatyCommand.DepositInstrument;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.ParticipantId;

/**
 * By which means somebody may consent to be bound on a day: each is tried by the law itself, in a scenario of its own.
 *
 * @param accepted what the law makes of each means that it accepts
 * @param obstacle why it accepts none; null where it accepts one
 */
public record OpenMeans(
        Map<ConsentMeans, Accepted> accepted, @Nullable Refusal obstacle) {

    /** The means of a deposit; a succession is another act. */
    private static final List<ConsentMeans> DEPOSITS = List.of(
            ConsentMeans.RATIFICATION,
            ConsentMeans.ACCEPTANCE,
            ConsentMeans.APPROVAL,
            ConsentMeans.ACCESSION,
            ConsentMeans.FORMAL_CONFIRMATION,
            ConsentMeans.DEFINITIVE_SIGNATURE);

    public OpenMeans {
        accepted = Map.copyOf(accepted);
    }

    /** The means open to that participant on that day, if nothing else is received until then. */
    public static OpenMeans of(Registered treaty, ParticipantId participant, LocalDate day, Circumstances now) {
        var accepted = new EnumMap<ConsentMeans, Accepted>(ConsentMeans.class);
        Refusal obstacle = null;
        for (var means : DEPOSITS) {
            var deposit =
                    new DepositInstrument(treaty.clauses().treaty(), participant, means, Communication.receivedOn(day));
            switch (new Scenario(treaty).playAhead(deposit, now)) {
                case Accepted it -> accepted.put(means, it);
                case Refused(var refusal) -> obstacle = obstacle == null ? refusal : obstacle;
            }
        }
        return new OpenMeans(accepted, accepted.isEmpty() ? obstacle : null);
    }

    /** All of them, those first about which a depositary would not have to ask. */
    public List<ConsentMeans> inOrder() {
        return accepted.keySet().stream()
                .sorted(Comparator.comparing(this::isDoubtful).thenComparing(means -> means))
                .toList();
    }

    /** The one to propose; none where nothing is open. */
    public Optional<ConsentMeans> proposed() {
        return inOrder().stream().findFirst();
    }

    private boolean isDoubtful(ConsentMeans means) {
        var decision = accepted.get(means);
        return decision != null
                && decision.warnings().stream()
                        .anyMatch(warning -> warning.code().equals(Reason.ACCESSION_AFTER_SIGNATURE.code()));
    }
}
