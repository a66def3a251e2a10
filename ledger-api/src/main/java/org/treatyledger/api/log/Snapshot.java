package org.treatyledger.api.log;

import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Several reads that see the database as it was at one moment, whatever other nodes append meanwhile. */
public final class Snapshot {

    private final TransactionTemplate transaction;

    public Snapshot(DataSource database) {
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setReadOnly(true);
    }

    /** Does the reads, of {@link StoredRows}, {@link Tiles} and {@link Checkpoints} of the same database. */
    public void read(Runnable reads) {
        transaction.executeWithoutResult(status -> reads.run());
    }
}
