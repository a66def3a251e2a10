package org.treatyledger.api.transparency;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.treatyledger.core.transparency.LogKey;
import org.treatyledger.core.transparency.LogSigner;
import org.treatyledger.core.transparency.MalformedLog;

/**
 * The log's keys, in the folder {@code LEDGER_HOME/log-keys}: {@code 0001.key}, {@code 0002.key}, … of which each signs
 * every checkpoint, and {@code 0001.retired}, of which only the verifier key is left. The first is made at first start.
 */
public final class LogKeys {

    private static final String SIGNING = ".key";
    private static final String RETIRED = ".retired";

    private final Path folder;
    private final String name;
    private final List<LogSigner> signers = new ArrayList<>();
    private final List<LogKey> retired = new ArrayList<>();

    private LogKeys(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * The keys in that folder; one is made where there is none, unless checkpoints were signed before: then the keys are
     * lost, and another would start another log. Throws {@link StartupCheck.Refused} also where a key is of a log of another
     * name: a log that changes its name is another log.
     *
     * @param signedBefore whether a checkpoint of this log exists
     */
    public static LogKeys load(Path home, String name, BooleanSupplier signedBefore) {
        var keys = new LogKeys(home.toAbsolutePath().resolve("log-keys"), name);
        keys.read();
        if (keys.signers.isEmpty()) {
            if (signedBefore.getAsBoolean()) {
                throw new StartupCheck.Refused(
                        "The log's keys are missing in " + keys.folder + ", and checkpoints were signed with them.",
                        "Put the folder back from the backup of the ledger's home.");
            }
            keys.add();
        }
        return keys;
    }

    /** The keys in that folder; one is made where there is none. */
    static LogKeys load(Path home, String name) {
        return load(home, name, () -> false);
    }

    /** The keys that a ledger made in its home, whatever its name; throws where there are none. */
    public static LogKeys load(Path home) {
        var first = home.toAbsolutePath().resolve("log-keys");
        try (var files = Files.list(first)) {
            var key = files.filter(file -> file.toString().endsWith(SIGNING))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no key in " + first + "."));
            return load(home, LogSigner.parse(Files.readString(key)).key().name());
        } catch (IOException e) {
            throw new UncheckedIOException("The log's keys in " + first + " cannot be read", e);
        }
    }

    private void read() {
        try {
            Files.createDirectories(folder);
            for (var file : files()) {
                var text = Files.readString(file);
                if (file.toString().endsWith(SIGNING)) {
                    signers.add(known(file, LogSigner.parse(text)));
                } else if (file.toString().endsWith(RETIRED)) {
                    retired.add(LogKey.parse(text));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The log's keys in " + folder + " cannot be read", e);
        } catch (MalformedLog e) {
            throw new StartupCheck.Refused(
                    "A key in " + folder + " cannot be read: " + e.getMessage() + ".",
                    "Put the folder back from the backup of the ledger's home.");
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private LogSigner known(Path file, LogSigner signer) {
        if (!signer.key().name().equals(name)) {
            throw new StartupCheck.Refused(
                    "The key in " + file + " is of the log \"" + signer.key().name() + "\", and LEDGER_LOG_NAME is \""
                            + name + "\".",
                    "A log that changes its name is another log: set the name back.");
        }
        return signer;
    }

    /** Makes one more key, which signs beside the others from the next start on. */
    public LogKey add() {
        var signer = LogSigner.generate(name, new SecureRandom());
        write(folder.resolve("%04d%s".formatted(highestNumber() + 1, SIGNING)), signer.toText());
        signers.add(signer);
        return signer.key();
    }

    private int highestNumber() {
        try {
            return files().stream()
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}\\..*"))
                    .mapToInt(name -> Integer.parseInt(name.substring(0, 4)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("The log's keys in " + folder + " cannot be read", e);
        }
    }

    /** Takes the oldest key out of use and forgets its secret; throws where it is the only one. */
    public LogKey retire() {
        if (signers.size() < 2) {
            throw new IllegalStateException("The only key cannot be retired: add one first, and give its line out.");
        }
        var oldest = signers.removeFirst().key();
        try {
            for (var file : files()) {
                if (file.toString().endsWith(SIGNING)
                        && LogSigner.parse(Files.readString(file)).key().equals(oldest)) {
                    var rest = Path.of(file.toString().replace(SIGNING, RETIRED));
                    Files.deleteIfExists(rest); // of a retirement that was cut short
                    write(rest, oldest + "\n");
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The key in " + folder + " cannot be retired", e);
        }
        retired.add(oldest);
        return oldest;
    }

    /** A secret that is readable by its owner alone from its first byte on. */
    private static void write(Path file, String text) {
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            Files.writeString(file, text, StandardOpenOption.SYNC);
        } catch (IOException e) {
            throw new UncheckedIOException("The log's key cannot be kept in " + file, e);
        }
    }

    /** The name of the log: the origin of its checkpoints. */
    public String name() {
        return name;
    }

    /** Those that sign, oldest first. */
    public List<LogSigner> signers() {
        return List.copyOf(signers);
    }

    /** The keys in use, newest first: what is given out. */
    public List<LogKey> inUse() {
        return signers.reversed().stream().map(LogSigner::key).toList();
    }

    /** Every key that ever was, so that what was signed long ago can be checked. */
    public List<LogKey> all() {
        var all = new ArrayList<>(inUse());
        all.addAll(retired);
        return all;
    }
}
