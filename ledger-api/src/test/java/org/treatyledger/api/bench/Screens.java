package org.treatyledger.api.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thousands of clients of a stream on one thread, each noting when an act came. A process of its own, because one may
 * have no more than so many files open: it says {@code ready}, and then the machine's nanoseconds of each arrival.
 */
final class Screens implements AutoCloseable {

    private static final byte[] ACTION = "event:action".getBytes(StandardCharsets.US_ASCII);

    private final Selector selector = Selector.open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;

    /** A client's place within the word that it waits for. */
    private static final class Progress {
        private int matched;
        private boolean answered;
    }

    Screens(InetSocketAddress server, String path, int clients) throws IOException {
        var request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (var i = 0; i < clients; i++) {
            var channel = SocketChannel.open(server);
            channel.write(ByteBuffer.wrap(request));
            channel.configureBlocking(false);
            channels.add(channel);
            channel.register(selector, SelectionKey.OP_READ, new Progress());
        }
        Thread.ofPlatform().daemon().name("screens").start(this::read);
    }

    private void read() {
        var buffer = ByteBuffer.allocateDirect(64 * 1_024);
        try {
            while (open) {
                selector.select(key -> readOne(key, buffer));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOne(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            if (((SocketChannel) key.channel()).read(buffer) < 0) {
                key.cancel();
                return;
            }
            var now = System.nanoTime();
            var progress = (Progress) key.attachment();
            if (!progress.answered) {
                progress.answered = true;
                answered.incrementAndGet();
            }
            for (buffer.flip(); buffer.hasRemaining(); ) {
                var next = buffer.get();
                progress.matched = next == ACTION[progress.matched] ? progress.matched + 1 : next == ACTION[0] ? 1 : 0;
                if (progress.matched == ACTION.length) {
                    arrivals.add(now);
                    progress.matched = 0;
                }
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Host is this machine; port, path, how many clients. */
    public static void main(String[] arguments) throws Exception {
        var clients = Integer.parseInt(arguments[2]);
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        try (var screens = new Screens(server, arguments[1], clients);
                var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.US_ASCII)) {
            while (screens.answered.get() < clients) {
                Thread.sleep(20);
            }
            out.println("ready");
            while (!out.checkError()) { // which flushes, and fails once nobody reads any more
                for (var next = screens.arrivals.poll(); next != null; next = screens.arrivals.poll()) {
                    out.println(next.longValue());
                }
                Thread.sleep(20);
            }
        }
    }

    @Override
    public void close() throws IOException {
        open = false;
        selector.wakeup();
        for (var channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
