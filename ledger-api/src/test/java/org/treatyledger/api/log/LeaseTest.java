package org.treatyledger.api.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.treatyledger.api.TestDatabase;
import org.treatyledger.api.Waiting;

/** What one node at a time may do. */
@NullUnmarked
class LeaseTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Longer than any pause of this machine between two questions. */
    private static final Duration NOT_SO_SHORT = Duration.ofSeconds(3);

    private DataSource database;

    @BeforeEach
    void freshDatabase() {
        database = DATABASE.fresh();
    }

    private Optional<Lease> take(long task, Duration silence) {
        return Lease.take(database, task, silence);
    }

    @Test
    void givenALeaseThatIsHeld_whenAnotherAsks_thenThereIsNoneUntilItIsGivenBack() {
        try (var first = take(1, LONG).orElseThrow()) {
            assertThat(first.isHeld()).isTrue();
            assertThat(take(1, LONG)).isEmpty();
        }
        try (var second = take(1, LONG).orElseThrow()) {
            assertThat(second.isHeld()).isTrue();
        }
    }

    @Test
    void givenAHolderThatIsFrozen_whenItsTimeIsOver_thenAnotherHasItAndTheFirstFindsOut() {
        try (var frozen = take(2, SHORT).orElseThrow()) {
            Waiting.until(() -> {
                var next = take(2, LONG);
                next.ifPresent(Lease::close);
                return next.isPresent();
            });

            assertThat(frozen.isHeld()).isFalse();
        }
    }

    @Test
    void givenAHolderThatKeepsAsking_whenItsTimeIsOver_thenItIsStillTheOne() {
        var end = System.nanoTime() + NOT_SO_SHORT.plus(SHORT).toNanos();
        try (var busy = take(3, NOT_SO_SHORT).orElseThrow()) {
            Waiting.until(() -> !busy.isHeld() || System.nanoTime() > end);

            assertThat(busy.isHeld()).isTrue();
            assertThat(take(3, LONG)).isEmpty();
        }
    }

    @Test
    void givenALeaseThatWasGivenBack_whenItsConnectionIsUsedAgain_thenNoLimitIsLeftOnIt() throws SQLException {
        take(4, SHORT).orElseThrow().close();
        for (var i = 0; i < 20; i++) {
            try (var connection = database.getConnection();
                    var row = connection.createStatement().executeQuery("show idle_session_timeout")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("0");
            }
        }
    }
}
