package org.treatyledger.core.transparency;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Up to 256 entries, each after its length in two bytes, big end first. Source: C2SP tlog-tiles, "Log entries". */
public final class EntryBundle {

    /** The most bytes that an entry can have. */
    public static final int LONGEST_ENTRY = 0xFFFF;

    private EntryBundle() {}

    /** The bundle of these entries; throws {@link IllegalArgumentException} for one that is too long. */
    public static byte[] write(List<byte[]> entries) {
        var out = new ByteArrayOutputStream();
        for (var entry : entries) {
            if (entry.length > LONGEST_ENTRY) {
                throw new IllegalArgumentException("An entry of " + entry.length + " bytes does not fit a bundle");
            }
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /** The entries of a bundle; throws {@link MalformedLog} where it breaks off within one. */
    public static List<byte[]> read(byte[] bundle) {
        var entries = new ArrayList<byte[]>();
        var in = ByteBuffer.wrap(bundle);
        while (in.hasRemaining()) {
            if (in.remaining() < 2) {
                throw new MalformedLog("The bundle breaks off within a length");
            }
            var length = Short.toUnsignedInt(in.getShort());
            if (in.remaining() < length) {
                throw new MalformedLog("The bundle breaks off within entry " + entries.size());
            }
            var entry = new byte[length];
            in.get(entry);
            entries.add(entry);
        }
        return entries;
    }
}
