package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Where a copy goes. Names are relative to the home, with slashes. */
public interface BackupTarget {

    /** Makes a folder. */
    void folder(String name) throws IOException;

    /** Copies a file as it is; one that is gone by then is passed over. */
    void copy(Path file, String name) throws IOException;

    /** Writes a file. */
    void write(String name, byte[] bytes) throws IOException;
}
