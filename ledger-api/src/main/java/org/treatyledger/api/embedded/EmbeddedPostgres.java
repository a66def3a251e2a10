package org.treatyledger.api.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL server that lives and dies with this JVM.
 *
 * <p>It listens on 127.0.0.1 only, on another free port at each start, asks for a password, and writes every commit to
 * the disk before it answers. It ends with the JVM even when that is killed, and the next start recovers from whatever
 * the last one left. One ledger at a time can use a home.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    private final HomeLock lock;
    private final Launch launch;
    private final String password;
    private final ReentrantLock serving = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Server server;

    /** What it takes to start the server again. */
    private record Launch(DatabaseFolder database, Binaries binaries, ServerUser user) {}

    private EmbeddedPostgres(HomeLock lock, Launch launch, Server server, String password) {
        this.lock = lock;
        this.launch = launch;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the database of a home and returns once it accepts connections. The first start unpacks PostgreSQL and
     * creates the database; a start after a crash replays PostgreSQL's log and may take minutes on a slow disk.
     *
     * @param home the ledger's home, made if it is missing; everything is kept in its folder {@code postgres}
     * @throws EmbeddedPostgresException if another ledger runs on that home, or PostgreSQL cannot run here
     */
    public static EmbeddedPostgres start(Path home) {
        try {
            var lock = HomeLock.take(Files.createDirectories(home).toRealPath());
            try {
                return start(DatabaseFolder.in(home), lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "The embedded database cannot use the home " + home.toAbsolutePath() + " (" + e
                            + "): check that the disk has room and that its files belong to you.",
                    e);
        }
    }

    private static EmbeddedPostgres start(DatabaseFolder database, HomeLock lock) throws IOException {
        ServerUser.reclaim(database);
        var binaries = Binaries.unpackedIn(database);
        var user = ServerUser.choose(database);
        Postmaster.clear(database.data());
        Cluster.create(database, binaries, user);
        database.rotateLog();
        var server = Server.start(database, binaries, user);
        try {
            var passwordIsNew = !Files.exists(database.password());
            var password = Secret.keptIn(database.password());
            Cluster.prepare(server.port(), Secret.keptIn(database.superuserPassword()), password, passwordIsNew);
            LOG.info("PostgreSQL is ready on port {}, process {}", server.port(), server.pid());
            return new EmbeddedPostgres(lock, new Launch(database, binaries, user), server, password);
        } catch (IOException | RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    /**
     * From now on starts PostgreSQL again where it dies by itself or is killed, on the same port, so that whoever is
     * connected only needs to connect anew.
     */
    public void keepRunning() {
        Thread.ofVirtual().name("postgres-supervisor").start(this::supervise);
    }

    private void supervise() {
        try {
            while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                restartIfDead();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restartIfDead() {
        serving.lock();
        try {
            if (closing.getCount() == 0 || server.isRunning()) {
                return;
            }
            LOG.warn("PostgreSQL, process {}, has died; starting it again", server.pid());
            var port = server.port();
            server.stop();
            server = Server.restart(launch.database(), launch.binaries(), launch.user(), port);
            LOG.info("PostgreSQL is back on port {}, process {}", port, server.pid());
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.error("PostgreSQL could not be started again; trying on", e);
        } finally {
            serving.unlock();
        }
    }

    /** The JDBC address of the ledger's database; good until {@link #close}. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + Cluster.DATABASE;
    }

    /** The role that owns the ledger's database; not a superuser. */
    public String user() {
        return Cluster.OWNER;
    }

    /** The password of {@link #user}, also kept in the home's file {@code postgres/password}. */
    public String password() {
        return password;
    }

    int port() {
        return server.port();
    }

    /** PostgreSQL's process number. */
    public long pid() {
        return server.pid();
    }

    /** The process number of the shell that stops PostgreSQL when this JVM dies. */
    long watchdogPid() {
        return server.watchdog().pid();
    }

    /**
     * Kills PostgreSQL and its children at once, as a crash would: for tests of recovery. {@link #close} is still due,
     * and the next start recovers.
     */
    public void crash() {
        server.crash();
    }

    /**
     * Stops the database: open transactions are rolled back, connections cut. Takes some ten milliseconds, 10 s at
     * most. A second call does nothing.
     */
    @Override
    public void close() {
        serving.lock();
        try {
            if (closing.getCount() > 0) {
                closing.countDown();
                stop();
            }
        } finally {
            serving.unlock();
        }
    }

    private void stop() {
        try (lock) {
            server.stop();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The embedded database could not be let go of properly.", e);
        }
    }
}
