package org.treatyledger.api.drill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many who want to listen to the stream, and stay for as long as they are let. */
final class Strangers implements AutoCloseable {

    /** Who knock at one time: more than these would fill the system's queue, and knock again after ever longer pauses. */
    private static final int AT_THE_DOOR = 200;

    private final URI stream;
    private final Semaphore door = new Semaphore(AT_THE_DOOR);
    private final CountDownLatch enough = new CountDownLatch(1);
    private final AtomicInteger listening = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger undone = new AtomicInteger();

    Strangers(URI stream, int howMany) {
        this.stream = stream;
        undone.set(howMany);
        IntStream.range(0, howMany).forEach(_ -> Thread.ofVirtual().start(this::listen));
    }

    private void listen() {
        try (var socket = new Socket()) {
            door.acquire();
            if (isLetIn(socket)) {
                listening.incrementAndGet();
                undone.decrementAndGet();
                enough.await();
            }
        } catch (IOException e) {
            // The ledger is gone: neither listens nor was refused.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isLetIn(Socket socket) throws IOException {
        try {
            socket.connect(new InetSocketAddress(stream.getHost(), stream.getPort()));
            var request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(stream.getPath());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var isLetIn = String.valueOf(answer.readLine()).startsWith("HTTP/1.1 200");
            if (!isLetIn && answer.lines().anyMatch(line -> line.contains("too-many-clients"))) {
                refused.incrementAndGet();
                undone.decrementAndGet();
            }
            return isLetIn;
        } finally {
            door.release();
        }
    }

    /** Those who were let in. */
    int listening() {
        return listening.get();
    }

    /** Those who were told that there are too many. */
    int refused() {
        return refused.get();
    }

    /** Those who have not been answered. */
    int unanswered() {
        return undone.get();
    }

    /** All go away. */
    @Override
    public void close() {
        enough.countDown();
    }
}
