package org.treatyledger.api.bench;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients as one would rather not have them: some never read, one reads a byte a second, some come back each second. A
 * process of its own; says {@code ready}, and once it is told the position of the last act: how many of them saw all, how
 * often they resumed, how many acts were missing, how many came again, and how many connections the server ended.
 */
final class UnevenScreens {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int port;
    private final String path;
    private final long start;
    private final List<UnevenScreen> screens = new ArrayList<>();
    private final List<CompletableFuture<Void>> running = new ArrayList<>();
    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private final AtomicInteger dropped = new AtomicInteger();

    /** What a client does until the end. */
    @FunctionalInterface
    private interface Habit {
        void live(UnevenScreen screen) throws IOException, InterruptedException;
    }

    private UnevenScreens(int port, String path, long start) {
        this.port = port;
        this.path = path;
        this.start = start;
    }

    private void add(int howMany, Habit habit) {
        for (var i = 0; i < howMany; i++) {
            var screen = new UnevenScreen(port, path, start);
            screens.add(screen);
            running.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            habit.live(screen);
                            try (var socket = screen.connect()) {
                                screen.readUpTo(end.join(), socket);
                            }
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    Thread::startVirtualThread));
        }
    }

    private void neverReads(UnevenScreen screen) throws IOException {
        try (var socket = screen.connect()) {
            end.join();
            leftOver(screen, socket);
        }
    }

    private void readsOneByteASecond(UnevenScreen screen) throws IOException, InterruptedException {
        while (!end.isDone()) {
            try (var socket = screen.connect()) {
                while (!end.isDone() && isOneByteRead(socket)) {
                    Thread.sleep(SECOND);
                }
                if (!end.isDone()) {
                    dropped.incrementAndGet();
                }
            }
        }
    }

    private static boolean isOneByteRead(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (IOException reset) {
            return false;
        }
    }

    private void comesBackEachSecond(UnevenScreen screen) throws IOException {
        while (!end.isDone()) {
            try (var socket = screen.connect()) {
                screen.readFor(SECOND, socket);
            }
        }
    }

    /** What had arrived, and whether the server has given it up since. */
    private void leftOver(UnevenScreen screen, Socket socket) {
        try {
            if (screen.readFor(SECOND.multipliedBy(2), socket)) {
                dropped.incrementAndGet();
            }
        } catch (IOException reset) {
            dropped.incrementAndGet();
        }
    }

    private String finish(long last) {
        end.complete(last);
        running.forEach(CompletableFuture::join);
        var complete = screens.stream().filter(it -> it.last() == last).count();
        return "%d %d %d %d %d"
                .formatted(
                        complete,
                        screens.stream().mapToInt(UnevenScreen::resumes).sum(),
                        screens.stream().mapToInt(UnevenScreen::holes).sum(),
                        screens.stream().mapToInt(UnevenScreen::repeats).sum(),
                        dropped.get());
    }

    /** Port, path, the last position before them, how many never read, how many trickle, how many come back. */
    public static void main(String[] arguments) {
        var clients = new UnevenScreens(Integer.parseInt(arguments[0]), arguments[1], Long.parseLong(arguments[2]));
        clients.add(Integer.parseInt(arguments[3]), clients::neverReads);
        clients.add(Integer.parseInt(arguments[4]), clients::readsOneByteASecond);
        clients.add(Integer.parseInt(arguments[5]), clients::comesBackEachSecond);
        System.out.println("ready");
        try (var in = new Scanner(System.in, StandardCharsets.US_ASCII)) {
            System.out.println(clients.finish(in.nextLong()));
        }
    }
}
