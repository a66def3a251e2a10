package org.treatyledger.api.bench;

import static org.treatyledger.api.bench.Figures.percentile;
import static org.treatyledger.api.bench.Figures.print;

import java.time.LocalDate;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.vocabulary.TreatyId;
import org.treatyledger.projections.reference.ReferenceData;
import org.treatyledger.projections.register.Register;
import org.treatyledger.projections.register.RegisterRows;

/**
 * What a count costs, in process, for a day, a state of knowledge and a position that are each drawn at random, as the
 * history grows: {@code ./dev bench answers}. First the ledger grows by more treaties, then one treaty by more acts.
 */
class AnswersBench {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int ACTS = 199;
    private static final int QUESTIONS = Integer.getInteger("ledger.bench.questions", 20_000);
    private static final int TREATIES = 20;

    private final Random dice = new Random(64);
    private long seen;

    @Test
    void ofALedgerThatGrowsByMoreTreaties() {
        print("counts of %d treaties among ever more, %d questions a row; microseconds, p50 and p99"
                .formatted(TREATIES, QUESTIONS));
        var history = new LongHistory(ReferenceData.participants());
        var register = register(DATABASE.freshWithRegister());
        var first = Double.NaN;
        var treaties = 0;
        for (var entries : new int[] {10_000, 100_000, 1_000_000}) {
            for (; history.size() < entries; treaties++) {
                register.apply(history.add(treaties, ACTS).take());
            }
            var among = treaties;
            first = rows("%,9d entries".formatted(history.size()), register, history, first, () -> dice.nextInt(among));
        }
    }

    @Test
    void ofATreatyThatGrowsByMoreActs() {
        print("counts of one treaty of ever more acts, %d questions a row; microseconds, p50 and p99"
                .formatted(QUESTIONS / 10));
        var first = Double.NaN;
        for (var acts : new int[] {ACTS, 10 * ACTS, 100 * ACTS}) {
            var history = new LongHistory(ReferenceData.participants());
            var register = register(DATABASE.freshWithRegister());
            register.apply(history.add(0, acts).take());
            first = rows("%,9d acts".formatted(acts), register, history, first, () -> 0);
        }
    }

    /** Three kinds of question; returns the p99 of the last, or the first such where there was one. */
    private double rows(String label, Register register, LongHistory history, double first, Supplier<Integer> treaty) {
        var some = new TreatyId[TREATIES];
        for (var i = 0; i < TREATIES; i++) {
            some[i] = LongHistory.treaty(treaty.get());
        }
        var now = row(label + ", as known now       ", register, some, any -> Long.MAX_VALUE, () -> null);
        row(label + ", as known on a day   ", register, some, any -> Long.MAX_VALUE, history::anyDay);
        row(label + ", on a day at a position", register, some, history::anyPosition, history::anyDay);
        if (!Double.isNaN(first)) {
            print("%s: p99 as known now is %.2f of the first".formatted(label, now / first));
        }
        return Double.isNaN(first) ? now : first;
    }

    private double row(
            String label,
            Register register,
            TreatyId[] treaties,
            ToLongFunction<TreatyId> position,
            Supplier<LocalDate> known) {
        var questions = treaties[0].equals(treaties[1]) ? QUESTIONS / 10 : QUESTIONS;
        ask(register, treaties, position, known, questions / 10);
        var micros = ask(register, treaties, position, known, questions);
        var p99 = percentile(micros, 0.99);
        print("%s: %8.1f %8.1f".formatted(label, percentile(micros, 0.5), p99));
        return p99;
    }

    private double[] ask(
            Register register,
            TreatyId[] treaties,
            ToLongFunction<TreatyId> position,
            Supplier<LocalDate> known,
            int questions) {
        var micros = new double[questions];
        for (var i = 0; i < questions; i++) {
            var treaty = treaties[dice.nextInt(treaties.length)];
            var asOf = new AsOf(known.get(), position.applyAsLong(treaty));
            var on = LocalDate.of(1945 + dice.nextInt(155), 1 + dice.nextInt(12), 1 + dice.nextInt(28));
            var start = System.nanoTime();
            register.read(treaty, asOf)
                    .ifPresent(reading -> seen += reading.status().count(Basis.IN_FORCE, on));
            micros[i] = (System.nanoTime() - start) / 1_000.0;
        }
        return micros;
    }

    private static Register register(DataSource database) {
        return new Register(
                new RegisterRows(new JdbcTemplate(database), new EntryCodec()),
                new TransactionTemplate(new JdbcTransactionManager(database)),
                ReferenceData.participants());
    }
}
