package org.treatyledger.api.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** {@link Screens} in a process of their own. */
final class ScreensProcess implements AutoCloseable {

    private final Process process;
    private final LinkedBlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

    /** Starts them, and waits until each has been answered. */
    ScreensProcess(int port, String path, int clients) throws IOException {
        process = launch(Screens.class, port, path, clients);
        var said = process.inputReader();
        if (!"ready".equals(said.readLine())) {
            throw new IOException("The clients did not start");
        }
        Thread.ofPlatform().daemon().name("arrivals").start(() -> note(said));
    }

    /** A program of this class path that says what it sees. */
    static Process launch(Class<?> main, Object... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void note(BufferedReader said) {
        said.lines().map(Long::valueOf).forEach(arrivals::add);
    }

    /** The next so many arrivals, in nanoseconds of the machine; waits for them. */
    List<Long> take(int count) throws InterruptedException {
        var taken = new ArrayList<Long>(count);
        while (taken.size() < count) {
            taken.add(arrivals.take());
        }
        return taken;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
