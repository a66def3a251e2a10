package org.treatyledger.api.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A client of the stream that looks whether it sees every act once, whatever becomes of its connections. */
final class UnevenScreen {

    /** Soon full, so that a client that does not read is noticed. */
    private static final int SMALL_BUFFER = 4 * 1_024;

    private static final int MOST_WAITING_MILLIS = 15_000;
    private static final Duration LONGEST_REPLAY = Duration.ofMinutes(2);

    private final int port;
    private final String path;
    private long last;
    private long lastSeenId;
    private boolean isAction;
    private int connections;
    private int holes;
    private int repeats;

    /**
     * @param last the position of the last act that it need not see
     */
    UnevenScreen(int port, String path, long last) {
        this.port = port;
        this.path = path;
        this.last = last;
    }

    /** The position of the last act that it has seen. */
    long last() {
        return last;
    }

    /** How often it resumed. */
    int resumes() {
        return Math.max(0, connections - 1);
    }

    /** Acts that did not come. */
    int holes() {
        return holes;
    }

    /** Acts that came again. */
    int repeats() {
        return repeats;
    }

    /** Goes on after what it has seen last. Protocol 1.0, so that the events come as they are and not in chunks. */
    Socket connect() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(SMALL_BUFFER);
        socket.setSoTimeout(MOST_WAITING_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.0\r\nHost: localhost\r\nAccept: text/event-stream\r\nLast-Event-ID: "
                                + last + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        connections++;
        isAction = false; // what an earlier connection broke off was not seen
        return socket;
    }

    /** Reads for so long; true where the server ended it. */
    boolean readFor(Duration time, Socket socket) throws IOException {
        var end = System.nanoTime() + time.toNanos();
        socket.setSoTimeout((int) Math.max(1, time.toMillis()));
        try {
            return read(socket, () -> System.nanoTime() < end);
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Reads until it has seen the act at that position; throws where it does not come. */
    void readUpTo(long position, Socket socket) throws IOException {
        var end = System.nanoTime() + LONGEST_REPLAY.toNanos();
        read(socket, () -> last < position && System.nanoTime() < end);
        if (last < position) {
            throw new IOException("The stream stopped after position " + last + " and not " + position);
        }
    }

    /** Line by line while it is to go on; what a connection breaks off within a line is not seen. True where it has ended. */
    private boolean read(Socket socket, BooleanSupplier goOn) throws IOException {
        var in = new BufferedInputStream(socket.getInputStream());
        while (goOn.getAsBoolean()) {
            var line = line(in);
            if (line == null) {
                return true;
            }
            take(line);
        }
        return false;
    }

    /** A line without its end; null where the stream has ended. */
    private static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            line.append((char) next);
        }
        return line.toString();
    }

    /** An act counts once its message is whole, as a browser has it. */
    private void take(String line) {
        if (line.startsWith("id:")) {
            lastSeenId = Long.parseLong(line.substring(3).strip());
        } else if (line.startsWith("event:")) {
            isAction = line.equals("event:action");
        } else if (line.isEmpty() && isAction) {
            isAction = false;
            if (lastSeenId <= last) {
                repeats++;
            } else {
                holes += (int) (lastSeenId - last - 1);
                last = lastSeenId;
            }
        }
    }
}
