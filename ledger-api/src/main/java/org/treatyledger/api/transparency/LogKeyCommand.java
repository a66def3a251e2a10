package org.treatyledger.api.transparency;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.treatyledger.core.transparency.MalformedLog;

/**
 * The operator's command for the log's keys: shows the lines to give out, adds a key, or retires the oldest. A running
 * ledger takes up a change at its next start. Between adding and retiring, both keys sign, so that auditors have time to
 * take up the new one.
 */
public final class LogKeyCommand {

    private static final String USAGE = "usage: log-key [show | add | retire]";

    private LogKeyCommand() {}

    /** The home of the ledger, and what is wanted. Exits 0, or 2 with the reason. */
    public static void main(String[] words) {
        System.exit(run(System.out, System.err, words));
    }

    static int run(PrintStream out, PrintStream err, String... words) {
        var home = Path.of(words[0]);
        var wanted = words.length > 1 ? words[1] : "show";
        if (!Files.isDirectory(home.resolve("log-keys"))) {
            err.println("There are no keys in " + home + ": they are made when the ledger starts first, ./dev run.");
            return 2;
        }
        try {
            var keys = LogKeys.load(home);
            switch (wanted) {
                case "show" -> {}
                case "add" -> keys.add();
                case "retire" -> keys.retire();
                default -> {
                    err.println(USAGE);
                    return 2;
                }
            }
            keys.inUse().forEach(out::println);
            return 0;
        } catch (IllegalStateException | UncheckedIOException | StartupCheck.Refused | MalformedLog e) {
            err.println(e.getMessage());
            return 2;
        }
    }
}
