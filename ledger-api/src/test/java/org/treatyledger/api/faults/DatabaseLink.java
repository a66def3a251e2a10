package org.treatyledger.api.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The wire between a ledger and its database, which can be cut, also at any byte. */
final class DatabaseLink implements AutoCloseable {

    private static final int BUFFER = 8_192;
    private static final long WHOLE = Long.MAX_VALUE;

    private final int database;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong toDatabase = new AtomicLong(WHOLE);
    private final AtomicLong toLedger = new AtomicLong(WHOLE);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile boolean cut;

    /** @param database the port where the database listens, on this machine */
    DatabaseLink(int database) {
        try {
            this.database = database;
            this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the ledger connects to. */
    int port() {
        return server.getLocalPort();
    }

    /** Bytes that went to the database since this was asked last. */
    long sent() {
        return sent.getAndSet(0);
    }

    /** Bytes that came from the database since this was asked last. */
    long received() {
        return received.getAndSet(0);
    }

    /** Nothing goes through any more, and nobody can connect. */
    void cut() {
        cut = true;
        sockets.forEach(DatabaseLink::close);
    }

    /** As before. */
    void mend() {
        toDatabase.set(WHOLE);
        toLedger.set(WHOLE);
        cut = false;
    }

    /** After so many more bytes in that direction, every connection is cut; new ones are whole. */
    void cutAfter(boolean towardsDatabase, long bytes) {
        (towardsDatabase ? toDatabase : toLedger).set(bytes);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var ledger = server.accept();
                if (cut) {
                    close(ledger);
                } else {
                    connect(ledger, new Socket(InetAddress.getLoopbackAddress(), database));
                }
            } catch (IOException e) {
                // Closed, or a database that is not there.
                System.getLogger("link").log(System.Logger.Level.DEBUG, e.toString());
            }
        }
    }

    private void connect(Socket ledger, Socket there) throws IOException {
        ledger.setTcpNoDelay(true);
        there.setTcpNoDelay(true);
        sockets.add(ledger);
        sockets.add(there);
        Thread.ofVirtual().start(() -> pump(ledger, there, toDatabase, sent));
        Thread.ofVirtual().start(() -> pump(there, ledger, toLedger, received));
    }

    private void pump(Socket from, Socket to, AtomicLong left, AtomicLong count) {
        try (from;
                to) {
            pass(from.getInputStream(), to.getOutputStream(), left, count);
        } catch (IOException e) {
            return; // cut on either side
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void pass(InputStream in, OutputStream out, AtomicLong left, AtomicLong count) throws IOException {
        var buffer = new byte[BUFFER];
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            count.addAndGet(read);
            var allowed = left.get() == WHOLE ? read : (int) Math.min(read, left.get());
            out.write(buffer, 0, allowed);
            out.flush();
            if (allowed < read) {
                left.set(WHOLE);
                sockets.forEach(DatabaseLink::close);
                return;
            }
            if (left.get() != WHOLE) {
                left.addAndGet(-read);
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(DatabaseLink::close);
    }
}
