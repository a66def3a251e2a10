package org.treatyledger.core.transparency;

/** What claims to be a checkpoint, key, tile, bundle or proof, and is none. */
public final class MalformedLog extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedLog(String message) {
        super(message);
    }

    public MalformedLog(String message, Throwable cause) {
        super(message, cause);
    }
}
