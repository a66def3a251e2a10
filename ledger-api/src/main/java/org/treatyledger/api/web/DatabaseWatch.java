package org.treatyledger.api.web;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.treatyledger.core.log.EventLog;

/**
 * Whether the database answers. Whoever finds that it does not says so here; then it is asked twice a second until it
 * does, and nobody else has to wait to find out.
 */
@Component
public final class DatabaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    /** How long a question waits for a connection while the database is away; the least that the pool takes. */
    private static final long IMPATIENT_MILLIS = 250;

    private static final String FAILED = DatabaseWatch.class.getName();

    private final EventLog log;
    private final HikariDataSource pool;
    private final long patientMillis;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean away;

    DatabaseWatch(EventLog log, HikariDataSource pool) {
        this.log = log;
        this.pool = pool;
        this.patientMillis = pool.getConnectionTimeout();
    }

    /** Whether the database did not answer when it was asked last. */
    public boolean isAway() {
        return away;
    }

    /** A request got no answer from the database. That may have been chance; it is looked into. */
    public void failed(HttpServletRequest request) {
        request.setAttribute(FAILED, true);
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("database-watch").start(this::askUntilItAnswers);
        }
    }

    /** Whether that is why a request is refused. */
    static boolean hasFailed(HttpServletRequest request) {
        return request.getAttribute(FAILED) != null;
    }

    private void askUntilItAnswers() {
        try {
            while (!answers()) {
                if (!away) {
                    LOG.warn("The database does not answer; what was asked before is answered from memory");
                    pool.getHikariConfigMXBean().setConnectionTimeout(IMPATIENT_MILLIS);
                    away = true;
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (away) {
                LOG.info("The database answers again");
                pool.getHikariConfigMXBean().setConnectionTimeout(patientMillis);
                away = false;
            }
            asking.set(false);
        }
    }

    private boolean answers() {
        try {
            log.head();
            return true;
        } catch (RuntimeException e) {
            LOG.debug("No answer: {}", e.toString());
            return pool.isClosed(); // the ledger ends
        }
    }
}
