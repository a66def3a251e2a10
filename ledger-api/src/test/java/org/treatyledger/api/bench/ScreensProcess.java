package org.treatyledger.api.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/** {@link Screens} in a process of their own. */
final class ScreensProcess implements AutoCloseable {

    private final Process process;
    private final LinkedBlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

    /** Starts them, and waits until each has been answered. */
    ScreensProcess(int port, String path, int clients) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Screens.class.getName(),
                        Integer.toString(port),
                        path,
                        Integer.toString(clients))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = process.inputReader();
        if (!"ready".equals(said.readLine())) {
            throw new IOException("The clients did not start");
        }
        Thread.ofPlatform().daemon().name("arrivals").start(() -> note(said));
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
