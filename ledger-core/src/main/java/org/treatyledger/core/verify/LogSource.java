package org.treatyledger.core.verify;

import java.io.IOException;
import org.treatyledger.core.transparency.Tile;

/** Where a log's public files come from. Nothing that it gives is believed. */
public interface LogSource {

    /** The signed checkpoint. Throws where it cannot be read. */
    String checkpoint() throws IOException;

    /** A tile of hashes. */
    byte[] tile(Tile tile) throws IOException;

    /** The entries under a tile of level 0. */
    byte[] bundle(Tile tile) throws IOException;
}
