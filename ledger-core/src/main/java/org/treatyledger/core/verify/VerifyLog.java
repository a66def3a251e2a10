package org.treatyledger.core.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.treatyledger.core.codec.EntryCodec;
import org.treatyledger.core.codec.MalformedJson;
import org.treatyledger.core.codec.ProvenAnswer;
import org.treatyledger.core.log.LedgerEntry;
import org.treatyledger.core.transparency.Checkpoint;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.MalformedLog;
import org.treatyledger.core.transparency.Receipt;
import org.treatyledger.core.treaty.AsOf;
import org.treatyledger.core.treaty.Basis;
import org.treatyledger.core.verify.Arguments.Unusable;
import org.treatyledger.core.verify.Verdict.Verified;
import org.treatyledger.core.verify.Verdict.Wrong;

/**
 * The auditor's program. Exits 0 where all verifies, 1 where it does not, naming the first wrong position where it can be
 * told, and 2 where it could not be read.
 */
public final class VerifyLog {

    /** All of it verifies. */
    public static final int VERIFIED = 0;
    /** It does not. */
    public static final int WRONG = 1;
    /** It could not be read, or what is wanted was not understood. */
    public static final int UNREADABLE = 2;

    private static final long PROGRESS_EVERY = 100_000;

    static final String USAGE = """
            usage: verify --key KEY (--url LOG | --folder DIR | --dump FILE | --receipt FILE | --answer FILE) [options]

              --key KEY           the log's verifier key, name+hash+base64, or a file with one a line
              --url LOG           a live log by its prefix, such as https://register.example/log
              --folder DIR        its files in a folder, as --save writes them
              --dump FILE         what pg_dump --data-only --schema=ledger wrote
              --receipt FILE      one entry's receipt (.tlog-proof)
              --answer FILE       an answer that was asked with ?proof=true
              --since FILE        a checkpoint seen earlier, which the log must still hold
              --save DIR          keep what is read of a live log in a folder
              --replay TREATY     also count the parties of a treaty, to be compared with what a page says
              --on, --known DAY   for that legal day (else that of the last entry); as received by the end of that day
              --position N        as recorded up to that position

            exits 0 where all verifies, 1 where it does not, 2 where it could not be read""";

    private final PrintStream out;
    private final PrintStream err;

    /** A program that speaks to these two, and does not exit. */
    public VerifyLog(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Verifies what the words say, and exits. */
    public static void main(String[] words) {
        System.exit(new VerifyLog(System.out, System.err).run(words));
    }

    /** Verifies what the words say, and returns what a program would exit with. */
    public int run(String... words) {
        try {
            var arguments = new Arguments(words);
            return verdict(arguments, arguments.keys());
        } catch (Unusable e) {
            err.println(e.getMessage());
            err.println(USAGE);
        } catch (NoSuchFileException e) {
            err.println("no such file: " + e.getFile());
        } catch (IOException | MalformedLog | MalformedJson | IllegalArgumentException e) {
            err.println("could not be read: " + (e.getMessage() == null ? e : e.getMessage()));
        }
        return UNREADABLE;
    }

    private int verdict(Arguments it, List<LogKey> keys) throws IOException, Unusable {
        var receipt = it.findPath("receipt");
        if (receipt != null) {
            return receipt(Receipt.parse(text(receipt)), keys);
        }
        var answer = it.findPath("answer");
        if (answer != null) {
            var verifier = new AnswerVerifier(ProvenAnswer.read(Files.readAllBytes(answer)), keys);
            var code = tell(verifier.verify());
            if (code == VERIFIED) {
                out.println(verifier.inWords());
            }
            return code;
        }
        var replay = it.find("replay") == null ? null : new Replay();
        var last = new LastDay();
        var verdict = log(it, keys, entry -> {
            last.accept(entry);
            if (replay != null) {
                replay.accept(entry);
            }
        });
        var code = tell(verdict);
        return code == VERIFIED && replay != null ? count(replay, it, last.day) : code;
    }

    private static final class LastDay {
        private LocalDate day = LocalDate.EPOCH;

        void accept(LedgerEntry entry) {
            day = entry.recordedAt().atZone(ZoneOffset.UTC).toLocalDate();
        }
    }

    private Verdict log(Arguments it, List<LogKey> keys, Consumer<LedgerEntry> listener) throws IOException {
        var since = since(it, keys);
        var dump = it.findPath("dump");
        if (dump != null) {
            return new Dump(dump, keys, since, listener).verify(progress());
        }
        var folder = it.findPath("folder");
        var save = it.findPath("save");
        var url = it.find("url");
        var source = folder == null ? new HttpLog(url == null ? "" : url) : new TileFolder(folder);
        return new LogVerifier(source, keys)
                .saving(save == null ? null : new TileFolder(save))
                .telling(progress())
                .verify(since, listener);
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static @Nullable Checkpoint since(Arguments it, List<LogKey> keys) throws IOException {
        var since = it.findPath("since");
        return since == null ? null : Checkpoint.open(text(since), keys);
    }

    private LongConsumer progress() {
        var told = new long[1];
        return position -> {
            if (position / PROGRESS_EVERY > told[0]) {
                told[0] = position / PROGRESS_EVERY;
                err.println(position + " entries verified ...");
            }
        };
    }

    private int tell(Verdict verdict) {
        return switch (verdict) {
            case Verified(var size, var root) -> {
                out.println("verified: " + size + " entries, root " + root);
                yield VERIFIED;
            }
            case Wrong(var position, var why) -> {
                out.println(
                        position == null
                                ? "does not verify: " + why
                                : "does not verify: the first wrong position is " + position + ": " + why);
                yield WRONG;
            }
        };
    }

    private int receipt(Receipt receipt, List<LogKey> keys) {
        try {
            if (!receipt.proves(keys)) {
                return tell(new Wrong(
                        receipt.proof().index(), "the log under the checkpoint does not hold this entry there"));
            }
        } catch (MalformedLog e) {
            return tell(new Wrong(null, String.valueOf(e.getMessage())));
        }
        var entry = new EntryCodec().decode(receipt.entry());
        out.println("verified: position " + entry.position() + " of " + entry.stream() + ", recorded "
                + entry.recordedAt());
        out.println(new String(receipt.entry(), StandardCharsets.UTF_8));
        return entry.position() == receipt.proof().index() ? VERIFIED : WRONG;
    }

    private int count(Replay replay, Arguments it, LocalDate lastDay) throws Unusable {
        var id = it.treaty();
        var on = it.findDay("on") == null ? lastDay : it.findDay("on");
        var status = replay.status(id, new AsOf(it.findDay("known"), it.position()))
                .orElseThrow(() -> new Unusable("the log registers no treaty " + id + "; it has " + replay.treaties()));
        for (var basis : Basis.values()) {
            out.println(id + " on " + on + ": " + status.count(basis, on) + " " + basis.label());
        }
        return VERIFIED;
    }
}
