package org.treatyledger.api.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.treatyledger.api.ChildJvm;

/** A database that hangs, which answers nothing and closes nothing, does not keep the ledger from ending. */
@Tag("drill")
@Timeout(180)
class FrozenDatabaseTest {

    /** Below the thirty seconds that a statement may wait for its answer, which it must not wait for. */
    private static final Duration IN_TIME = Duration.ofSeconds(25);

    @Test
    void givenADatabaseThatHangs_whenTheLedgerIsToldToEnd_thenItDoesAndTakesTheDatabaseAlong(@TempDir Path home)
            throws IOException {
        var ledger = new LedgerProcess(home);
        ledger.awaitReady();
        var postmaster = ledger.postmaster();
        ChildJvm.freeze(postmaster.pid());

        ledger.process().end(IN_TIME);

        assertThat(postmaster.isAlive()).as("its database").isFalse();
        try (var again = new LedgerProcess(home)) {
            again.awaitReady();
        }
    }
}
