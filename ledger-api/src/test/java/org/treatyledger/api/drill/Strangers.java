package org.treatyledger.api.drill;

import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many who ask for something that lasts, and stay for as long as they are let. */
final class Strangers implements AutoCloseable {

    /** Who knock at one time: more than these would fill the system's queue, and knock again after ever longer pauses. */
    private static final int AT_THE_DOOR = 200;

    private static final int SMALL_BUFFER = 4_096;
    private static final String LET_IN = "HTTP/1.1 200";
    private static final String TOO_MANY = "\"code\":\"too-many-";

    private final URI ledger;
    private final String request;
    private final boolean reads;
    private final Semaphore door = new Semaphore(AT_THE_DOOR);
    private final CountDownLatch enough = new CountDownLatch(1);
    private final AtomicInteger staying = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final Collection<String> others = new ConcurrentLinkedQueue<>();

    private Strangers(URI ledger, int howMany, String request, boolean reads) {
        this.ledger = ledger;
        this.request = request;
        this.reads = reads;
        IntStream.range(0, howMany).forEach(_ -> Thread.ofVirtual().start(this::come));
    }

    /** They listen to the stream from its beginning, and read what they are sent. */
    static Strangers listen(URI ledger, int howMany) {
        return new Strangers(ledger, howMany, get("/api/v1/stream?from=0"), true);
    }

    /** They ask for all of the stream, and read nothing of it. */
    static Strangers listenAndDoNotRead(URI ledger, int howMany) {
        return new Strangers(ledger, howMany, get("/api/v1/stream?from=0"), false);
    }

    /** They send most of a table to be compared, and keep the rest back. */
    static Strangers sendAndKeepTheRestBack(URI ledger, int howMany) {
        var table = "State;Date\n".repeat(20_000);
        var request =
                "POST /api/v1/treaties/rome-statute/comparisons HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\nContent-Length: "
                        + (table.length() + 1) + "\r\n\r\n" + table;
        return new Strangers(ledger, howMany, request, true);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private void come() {
        try (var socket = new Socket()) {
            door.acquire();
            if (isLetIn(socket)) {
                staying.incrementAndGet();
                enough.await();
            }
        } catch (IOException e) {
            broken.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isLetIn(Socket socket) throws IOException {
        try {
            if (!reads) {
                socket.setReceiveBufferSize(SMALL_BUFFER);
            }
            socket.connect(new InetSocketAddress(ledger.getHost(), ledger.getPort()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return !reads || isAnswered(socket);
        } finally {
            door.release();
        }
    }

    private boolean isAnswered(Socket socket) throws IOException {
        var answer = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
        var told = new StringBuilder();
        for (var next = answer.read(); next >= 0; next = answer.read()) {
            told.append((char) next);
            if (told.indexOf(LET_IN) == 0) {
                return true;
            }
            if (told.indexOf(TOO_MANY) > 0) {
                refused.incrementAndGet();
                return false;
            }
            if (next == '}') {
                break; // it may take the ledger a while to end the connection
            }
        }
        others.add(told.toString());
        return false;
    }

    /** Those who were let in, or did not wait to be told. */
    int staying() {
        return staying.get();
    }

    /** Those who were told that there are too many. */
    int refused() {
        return refused.get();
    }

    /** Those whose connection broke. */
    int broken() {
        return broken.get();
    }

    /** What any others were told. */
    List<String> others() {
        return List.copyOf(others);
    }

    /** Those for whom it is settled. */
    int settled() {
        return staying() + refused() + broken() + others.size();
    }

    /** All go away. */
    @Override
    public void close() {
        enough.countDown();
    }
}
