package org.treatyledger.api.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The limit: a thread that writes the same bytes to every connection, one after the other, and does nothing else. */
final class BareBroadcaster implements AutoCloseable {

    private static final byte[] HELLO = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent:count\n\n"
            .getBytes(StandardCharsets.US_ASCII);

    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();

    BareBroadcaster() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        Thread.ofPlatform().daemon().name("bare-accept").start(this::accept);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) server.getLocalAddress();
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                var client = server.accept();
                client.write(ByteBuffer.wrap(HELLO));
                client.configureBlocking(false);
                clients.add(client);
            }
        } catch (IOException closed) {
            // the end of the measurement
        }
    }

    /** Sends to all. */
    void send(byte[] message) throws IOException {
        for (var client : clients) {
            client.write(ByteBuffer.wrap(message));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var client : clients) {
            client.close();
        }
    }
}
