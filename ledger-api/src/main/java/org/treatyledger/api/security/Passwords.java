package org.treatyledger.api.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.treatyledger.api.LedgerSettings;

/** The built-in users' passwords: from the environment, else from the first start, kept where only the owner reads. */
final class Passwords {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);
    private static final int RANDOM_BYTES = 18;

    private Passwords() {}

    /** A password for each role; those made now are printed once and kept in {@code LEDGER_HOME/passwords}. */
    static Map<Role, String> load(LedgerSettings settings) {
        var file = settings.home().resolve("passwords");
        var kept = read(file);
        var all = new EnumMap<Role, String>(Role.class);
        var made = new EnumMap<Role, String>(Role.class);
        for (var role : Role.values()) {
            var given = given(settings, role);
            var known = given == null || given.isBlank() ? kept.getProperty(user(role)) : given;
            all.put(role, known == null ? made.computeIfAbsent(role, unknown -> random()) : known);
        }
        if (!made.isEmpty()) {
            made.forEach((role, password) -> kept.setProperty(user(role), password));
            write(file, kept);
            announce(made, file);
        }
        return all;
    }

    /** The name under which a role's built-in user signs in. */
    static String user(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String given(LedgerSettings settings, Role role) {
        var passwords = settings.password();
        return switch (role) {
            case DEPOSITARY -> passwords.depositary();
            case REVIEWER -> passwords.reviewer();
            case AUDITOR -> passwords.auditor();
            case OPERATOR -> passwords.operator();
        };
    }

    private static String random() {
        var bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    private static Properties read(Path file) {
        var kept = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("The passwords in " + file + " cannot be read", e);
            }
        }
        return kept;
    }

    private static void write(Path file, Properties passwords) {
        var text = passwords.stringPropertyNames().stream()
                .sorted()
                .map(user -> user + "=" + passwords.getProperty(user) + "\n")
                .collect(Collectors.joining());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                create(file);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The passwords cannot be kept in " + file, e);
        }
    }

    private static void create(Path file) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private static void announce(Map<Role, String> made, Path file) {
        var lines = Stream.concat(
                Stream.of("Passwords made at first start, shown this once and kept in " + file + ":"),
                made.entrySet().stream().map(entry -> "  " + user(entry.getKey()) + "  " + entry.getValue()));
        LOG.info("{}", lines.collect(Collectors.joining("\n")));
    }
}
