package org.treatyledger.core.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.LegalStatus;
import org.treatyledger.core.treaty.Lineage;
import org.treatyledger.core.treaty.Treaty;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyState;
import org.treatyledger.core.treaty.TreatyState.Registered;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/** Folds entries to treaties and asks the law about them, as the ledger does. */
final class Replay implements Consumer<LedgerEntry> {

    private static final Pattern ROW = Pattern.compile("([A-Z]{3}),(\"[^\"]*\"|[^,]*),([a-z-]+),.*");

    private final Participants participants = directory();
    private final Map<TreatyId, TreatyState> treaties = new HashMap<>();

    /** Who is a State and who an organization, which no count includes: the directory that ships with the program. */
    private static Participants directory() {
        var all = new ArrayList<Participant>();
        try (var stream = Replay.class.getResourceAsStream("/reference/participants.csv")) {
            if (stream == null) {
                throw new IllegalStateException("The program was built without its directory of participants");
            }
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var row = ROW.matcher(line);
                if (row.matches()) {
                    all.add(participant(new ParticipantId(row.group(1)), row.group(2), row.group(3)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Participants.of(all);
    }

    private static Participant participant(ParticipantId id, String name, String kind) {
        return switch (kind) {
            case "state" -> new Participant.State(id, name, null, null);
            case "regional-organization" -> new Participant.RegionalOrganization(id, name);
            default -> new Participant.OtherEntity(id, name);
        };
    }

    @Override
    public void accept(LedgerEntry entry) {
        if (entry.event() instanceof TreatyEvent event) {
            treaties.compute(
                    Streams.treatyOf(entry.stream()),
                    (id, state) -> Treaty.evolve(state == null ? TreatyState.START : state, entry.position(), event));
        }
    }

    /** The status of a treaty as far as it may be known, or none where it is not registered. */
    Optional<LegalStatus> status(TreatyId id, AsOf asOf) {
        return treaties.get(id) instanceof Registered treaty && treaty.position() <= asOf.position()
                ? Optional.of(LegalStatus.of(
                        treaty,
                        asOf,
                        participants,
                        Lineage.parentOf(id, this::namedParent).flatMap(parent -> status(parent, asOf))))
                : Optional.empty();
    }

    private Optional<TreatyId> namedParent(TreatyId id) {
        return treaties.get(id) instanceof Registered treaty
                ? Optional.ofNullable(treaty.clauses().parent())
                : Optional.empty();
    }

    /** A treaty that this one, or one that it belongs to, names as its parent, and that is not registered. */
    Optional<TreatyId> missingParent(TreatyId id) {
        var parent = Lineage.parentOf(id, this::namedParent);
        return parent.isPresent() && !(treaties.get(parent.get()) instanceof Registered)
                ? parent
                : parent.flatMap(this::missingParent);
    }

    /** The treaties that were registered. */
    List<TreatyId> treaties() {
        return treaties.keySet().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList();
    }
}
