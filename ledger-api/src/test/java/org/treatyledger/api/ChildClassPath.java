package org.treatyledger.api;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * The class path of children: this JVM's own, or, where many are started, packed into jars with an archive of the
 * classes that a first child loaded (class data sharing), with which each of the others starts sooner.
 */
public final class ChildClassPath {

    private static final List<String> PLAIN = List.of("-cp", System.getProperty("java.class.path"));

    private static volatile List<String> options = PLAIN;

    /** Starts a child, and ends it in an orderly way once it has loaded what it needs. */
    @FunctionalInterface
    public interface Training {
        void run() throws IOException;
    }

    private ChildClassPath() {}

    static List<String> options() {
        return options;
    }

    /** Packs and archives into a folder, which has to stay until {@link #plain}. */
    public static void archive(Path folder, Training training) throws IOException {
        var packed = packed(folder);
        var archive = folder.resolve("classes.jsa");
        try {
            options = List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", packed);
            training.run();
        } finally {
            options = PLAIN;
        }
        if (!Files.exists(archive)) {
            throw new IOException("The first child wrote no archive of its classes");
        }
        options = List.of("-XX:SharedArchiveFile=" + archive, "-cp", packed);
    }

    /** As it is without. */
    public static void plain() {
        options = PLAIN;
    }

    /** Only what is in jars can be archived. */
    private static String packed(Path folder) throws IOException {
        var entries = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? pack(path, folder.resolve(entries.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String pack(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(classes)) {
            for (var file : files.sorted().toList()) {
                var name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                if (!name.isEmpty()) {
                    add(out, name, file);
                }
            }
        }
        return jar.toString();
    }

    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        var isFolder = Files.isDirectory(file);
        out.putNextEntry(new ZipEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
            Files.copy(file, out);
        }
        out.closeEntry();
    }
}
