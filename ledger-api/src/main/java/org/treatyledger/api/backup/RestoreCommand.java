package org.treatyledger.api.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.treatyledger.api.transparency.StartupCheck;

/** The operator's command that makes a home of a copy, and says whether it can be trusted. */
public final class RestoreCommand {

    private static final String USAGE =
            "usage: restore FOLDER [--checkpoint FILE], into LEDGER_HOME, which must not be there";
    private static final int WITH_CHECKPOINT = 4;

    private RestoreCommand() {}

    /** The home to make, the copy, and perhaps a checkpoint. Exits 0, 1 where it cannot be trusted, 2 where it failed. */
    public static void main(String[] words) {
        System.exit(run(System.out, System.err, words));
    }

    static int run(PrintStream out, PrintStream err, String... words) {
        var named = words.length == WITH_CHECKPOINT && words[2].equals("--checkpoint");
        if ((words.length != 2 && !named) || words[1].startsWith("-")) {
            err.println(USAGE);
            return 2;
        }
        var home = Path.of(words[0]).toAbsolutePath().normalize();
        var checkpoint = named ? Path.of(words[WITH_CHECKPOINT - 1]) : null;
        if (checkpoint != null && !Files.isReadable(checkpoint)) {
            err.println("Cannot read " + checkpoint + ".");
            return 2;
        }
        try {
            var restored = new Restore(read -> out.println("read and hashed: " + read))
                    .restore(Path.of(words[1]).toAbsolutePath().normalize(), home, checkpoint);
            out.println("Restored " + restored.entries() + " entries with the root " + restored.root() + " in " + home);
            out.println(
                    checkpoint == null
                            ? "Compared with the copy's own checkpoint only: an older copy than you think passes too. Compare"
                                    + " with one that was given out later: --checkpoint FILE."
                            : "They are the entries that the checkpoint speaks of, and those after it.");
            return 0;
        } catch (FileAlreadyExistsException e) {
            err.println(home + " is there already: set LEDGER_HOME to a folder that is not, or move it away.");
            return 2;
        } catch (StartupCheck.Refused e) {
            err.println(e.getMessage());
            err.println(e.remedy());
            return 1;
        } catch (Restore.Damaged e) {
            err.println(e.getMessage());
            return 1;
        } catch (IOException | RuntimeException e) { // of the files, of PostgreSQL, of the keys
            err.println("Not restored: " + e.getMessage());
            return 2;
        }
    }
}
