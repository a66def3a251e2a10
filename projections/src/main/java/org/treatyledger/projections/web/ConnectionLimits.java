package org.treatyledger.projections.web;

/**
 * How many clients are served at one time. Each takes memory of the heap for as long as it is connected, and one that
 * listens to the stream stays: without a limit that fits the heap, some thousand strangers who listen would end the
 * process.
 *
 * @param connections the most connections; further ones wait until one ends
 * @param listeners the most of them that listen to the stream, so that some are left for questions and commands
 */
record ConnectionLimits(int connections, int listeners) {

    /** Buffers and stack of one that listens, in bytes: {@code ./dev bench slow} shows some 150 kB. */
    private static final long A_CONNECTION = 160_000;

    /** More is not tried by the benches. */
    private static final int MOST = 20_000;

    /** Fewer leave nothing to those who do not listen. */
    private static final int LEAST = 5;

    /** What a body takes while it comes and is read as a table, in bytes. */
    private static final long A_BODY = 2L * BodyLimitFilter.MOST_BYTES;

    ConnectionLimits {
        if (connections < LEAST) {
            throw new IllegalArgumentException(
                    "server.tomcat.max-connections is " + connections + ", and has to be " + LEAST + " at least");
        }
    }

    /** Limits that leave half of a heap of that many bytes to all else. */
    static ConnectionLimits forHeap(long bytes) {
        return of(Math.clamp(bytes / 2 / A_CONNECTION, LEAST, MOST));
    }

    /** Limits with that many connections, of which four in five may listen. */
    static ConnectionLimits of(int connections) {
        return new ConnectionLimits(connections, connections * 4 / 5);
    }

    /** How many bodies of strangers fit at one time into a sixteenth of a heap of that many bytes. */
    static int bodies(long bytes) {
        return Math.clamp(bytes / 16 / A_BODY, 2, MOST);
    }
}
