package org.treatyledger.api.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.treatyledger.api.embedded.EmbeddedPostgresException;

/** The operator's command that copies a home, while its ledger runs or not. */
public final class BackupCommand {

    private static final String USAGE = "usage: backup FOLDER (which must not be there yet)";
    private static final long MEBIBYTE = 1L << 20;

    private BackupCommand() {}

    /** The home of the ledger, and where the copy goes. Exits 0, or 2 with the reason. */
    public static void main(String[] words) {
        System.exit(run(System.out, System.err, words));
    }

    static int run(PrintStream out, PrintStream err, String... words) {
        if (words.length != 2 || words[1].startsWith("-")) {
            err.println(USAGE);
            return 2;
        }
        var home = Path.of(words[0]).toAbsolutePath().normalize();
        var target = Path.of(words[1]).toAbsolutePath().normalize();
        if (!Files.isDirectory(home.resolve("postgres/data"))) {
            err.println("There is no database in " + home
                    + ": set LEDGER_HOME to the ledger's home. With a server of its own"
                    + " (LEDGER_DATABASE_URL), that is copied by its own means; docs/operations.md says which.");
            return 2;
        }
        try {
            if (isWithin(target, home)) {
                err.println(target + " lies in the home itself: name a folder outside of " + home + ".");
                return 2;
            }
            var taken = Backup.take(home, target, bytes -> out.println("copied: " + bytes / MEBIBYTE + " MiB"));
            out.println("Copied " + taken.files() + " files, " + taken.bytes() / MEBIBYTE + " MiB, to " + target);
            out.println("It holds passwords and the log's keys. ./dev restore makes a ledger's home of it.");
            return 0;
        } catch (FileAlreadyExistsException e) {
            err.println(target + " is there already: name a folder that is not.");
        } catch (IOException | EmbeddedPostgresException e) {
            err.println("Not copied: " + e);
        }
        return 2;
    }

    /** By the real names of both, whatever links lead there. */
    private static boolean isWithin(Path target, Path home) throws IOException {
        var there = target;
        while (!Files.exists(there)) {
            there = there.resolveSibling("").normalize();
        }
        return there.toRealPath().startsWith(home.toRealPath());
    }
}
