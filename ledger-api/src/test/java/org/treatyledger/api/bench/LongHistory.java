package org.treatyledger.api.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.treatyledger.api.RunningLedger;
import org.treatyledger.core.codec.JsonText;
import org.treatyledger.core.codec.RulesJson;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.treaty.Communication;
import org.treatyledger.core.treaty.TreatyEvent;
import org.treatyledger.core.treaty.TreatyEvent.DeclarationMade;
import org.treatyledger.core.treaty.TreatyEvent.InstrumentDeposited;
import org.treatyledger.core.treaty.TreatyEvent.TreatyRegistered;
import org.treatyledger.core.vocabulary.Actor;
import org.treatyledger.core.vocabulary.ConsentMeans;
import org.treatyledger.core.vocabulary.Participant;
import org.treatyledger.core.vocabulary.ParticipantId;
import org.treatyledger.core.vocabulary.Participants;
import org.treatyledger.core.vocabulary.Streams;
import org.treatyledger.core.vocabulary.TreatyId;

/** Entries of treaties that never were: 120 States consent to each in turn, in between its acts are declarations. */
final class LongHistory {

    private static final LocalDate FIRST = LocalDate.parse("1999-01-01");
    private static final String NAME = "bench-";
    private static final int DAYS = 9_000;
    private static final int CONSENTS = 120;
    private static final Actor DESK = new Actor("bench", "depositary");

    private final Random dice = new Random(20261127);
    private final List<ParticipantId> states;
    private final List<LedgerEntry> entries = new ArrayList<>();
    private long position;
    private long acts;

    LongHistory(Participants participants) {
        this.states = participants.all().stream()
                .filter(who -> who instanceof Participant.State state && state.existedUntil() == null)
                .map(Participant::id)
                .toList();
    }

    static TreatyId treaty(long number) {
        return new TreatyId(NAME + number);
    }

    LocalDate anyDay() {
        return FIRST.plusDays(dice.nextInt(DAYS));
    }

    /** A position from the registration of that treaty to its last act. */
    long anyPosition(TreatyId treaty) {
        var number = Long.parseLong(treaty.value().substring(NAME.length()));
        return number * (acts + 1) + dice.nextLong(acts + 1);
    }

    /** Adds the next treaty, with so many acts after its registration: as many for each. */
    LongHistory add(long number, int acts) {
        this.acts = acts;
        var stream = Streams.ofTreaty(treaty(number));
        var rules = RunningLedger.rules(treaty(number).value()).getBytes(StandardCharsets.UTF_8);
        entry(stream, 0, new TreatyRegistered(RulesJson.read(JsonText.read(rules))));
        for (var act = 0; act < acts; act++) {
            var deposits = act * CONSENTS / acts;
            var isDue = (act + 1) * CONSENTS / acts > deposits;
            entry(stream, act + 1L, isDue ? deposit(deposits) : declaration());
        }
        return this;
    }

    private TreatyEvent deposit(int state) {
        return new InstrumentDeposited(states.get(state), ConsentMeans.ACCESSION, Communication.receivedOn(anyDay()));
    }

    private TreatyEvent declaration() {
        var who = states.get(dice.nextInt(CONSENTS));
        return new DeclarationMade(
                who, "interpretative", null, null, "bench", null, Communication.receivedOn(anyDay()));
    }

    private void entry(String stream, long sequence, TreatyEvent event) {
        entries.add(new LedgerEntry(
                position, stream, sequence, "bench-" + position, DESK, Instant.EPOCH.plusSeconds(position), event));
        position++;
    }

    /** What was added since this was asked last. */
    List<LedgerEntry> take() {
        var taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    long size() {
        return position;
    }
}
