package org.treatyledger.core.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.treatyledger.core.transparency.Tile;

/** A log's public files in a folder, named as their addresses are: as {@code --save} writes them. */
final class TileFolder implements LogSource {

    private final Path folder;

    TileFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public String checkpoint() throws IOException {
        return new String(Files.readAllBytes(folder.resolve("checkpoint")), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] tile(Tile tile) throws IOException {
        return Files.readAllBytes(folder.resolve("tile/" + tile.level() + "/" + tile.path()));
    }

    @Override
    public byte[] bundle(Tile tile) throws IOException {
        return Files.readAllBytes(folder.resolve("tile/entries/" + tile.path()));
    }

    private void write(String path, byte[] bytes) throws IOException {
        var file = folder.resolve(path);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, bytes);
    }

    void saveCheckpoint(String note) throws IOException {
        write("checkpoint", note.getBytes(StandardCharsets.UTF_8));
    }

    void saveTile(Tile tile, byte[] bytes) throws IOException {
        write("tile/" + tile.level() + "/" + tile.path(), bytes);
    }

    void saveBundle(Tile tile, byte[] bytes) throws IOException {
        write("tile/entries/" + tile.path(), bytes);
    }
}
