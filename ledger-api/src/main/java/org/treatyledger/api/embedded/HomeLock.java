package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the only ledger on a home, held by a lock on its file {@code lock}.
 *
 * <p>The operating system gives the lock back when the process dies, however it dies; the file itself stays and means
 * nothing.
 */
final class HomeLock implements AutoCloseable {

    /**
     * The homes this JVM holds. Asked before the file is opened, because closing a second channel on a locked file
     * would release the first one's lock (POSIX).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final FileChannel channel;

    private HomeLock(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Takes the lock or refuses at once; {@code home} is a real path. */
    static HomeLock take(Path home) throws IOException {
        if (!HELD.add(home)) {
            throw inUse(home);
        }
        try {
            return new HomeLock(home, locked(home));
        } catch (IOException | RuntimeException e) {
            HELD.remove(home);
            throw e;
        }
    }

    private static FileChannel locked(Path home) throws IOException {
        var channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(home);
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static EmbeddedPostgresException inUse(Path home) {
        return new EmbeddedPostgresException("Another ledger is running on the home " + home
                + ": stop it first, or set LEDGER_HOME to another folder for this one.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(home);
        }
    }
}
