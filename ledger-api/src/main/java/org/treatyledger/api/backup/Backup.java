package org.treatyledger.api.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.springframework.util.FileSystemUtils;
import org.treatyledger.api.embedded.BackupTarget;
import org.treatyledger.api.embedded.BaseBackup;

/**
 * A copy of all that a home must not lose, taken while the ledger runs: a folder that is itself a home, with a
 * {@link Manifest}. It has its name once it is whole; what an interrupted attempt left is thrown away by the next.
 */
final class Backup implements BackupTarget {

    /** What is kept beside the database; the checkpoint first, so that the copy holds what it speaks of. */
    private static final List<String> BESIDE =
            List.of("last-checkpoint", "passwords", "postgres/password", "postgres/superuser-password");

    private static final String KEYS = "log-keys";
    private static final int BUFFER = 1 << 16;

    /** After how many bytes the progress is told. */
    static final long STEP = 256L << 20;

    private final Path part;
    private final LongConsumer progress;
    private final Manifest manifest = new Manifest();
    private long bytes;
    private long told;

    private Backup(Path part, LongConsumer progress) {
        this.part = part;
        this.progress = progress;
    }

    /** What was copied. */
    record Taken(int files, long bytes) {}

    /**
     * Copies the home; throws {@link FileAlreadyExistsException} where the target is there, and
     * {@link org.treatyledger.api.embedded.EmbeddedPostgresException} where the database cannot be copied.
     *
     * @param progress is told now and then how many bytes have been copied
     */
    static Taken take(Path home, Path target, LongConsumer progress) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        var part = target.resolveSibling(target.getFileName() + ".partial");
        FileSystemUtils.deleteRecursively(part);
        Files.createDirectories(target.toAbsolutePath().getParent());
        var backup = new Backup(part, progress);
        backup.folder("postgres");
        backup.takeBeside(home);
        BaseBackup.take(home, backup);
        backup.write(Manifest.FILE, backup.manifest.text().getBytes(StandardCharsets.UTF_8));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        return new Taken(backup.manifest.files() - 1, backup.bytes);
    }

    private void takeBeside(Path home) throws IOException {
        for (var name : BESIDE) {
            copy(home.resolve(name), name);
        }
        folder(KEYS);
        try (var keys = Files.newDirectoryStream(home.resolve(KEYS))) {
            for (var key : keys) {
                copy(key, KEYS + "/" + key.getFileName());
            }
        }
    }

    @Override
    public void folder(String name) throws IOException {
        Files.createDirectories(
                part.resolve(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    @Override
    public void copy(Path file, String name) throws IOException {
        var digest = Manifest.sha256();
        try (var in = FileChannel.open(file);
                var out = create(name)) {
            var buffer = ByteBuffer.allocate(BUFFER);
            while (in.read(buffer) >= 0) {
                pass(buffer.flip(), digest, out);
                buffer.clear();
            }
            out.force(true);
        } catch (NoSuchFileException e) {
            return; // gone meanwhile, or never there
        }
        manifest.add(name, digest);
    }

    private void pass(ByteBuffer buffer, MessageDigest digest, FileChannel out) throws IOException {
        digest.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
            bytes += out.write(buffer);
        }
        if (bytes - told >= STEP) {
            told = bytes;
            progress.accept(bytes);
        }
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        var digest = Manifest.sha256();
        try (var out = create(name)) {
            pass(ByteBuffer.wrap(content), digest, out);
            out.force(true);
        }
        manifest.add(name, digest);
    }

    private FileChannel create(String name) throws IOException {
        return FileChannel.open(
                part.resolve(name),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
