package org.treatyledger.api;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.treatyledger.api.embedded.EmbeddedPostgres;

/** The database: the one that the environment names, or the embedded one, which starts and stops with the ledger. */
final class LedgerDatabase implements JdbcConnectionDetails, AutoCloseable {

    private final String url;
    private final String user;
    private final String password;
    private final @Nullable EmbeddedPostgres embedded;

    private LedgerDatabase(String url, String user, String password, @Nullable EmbeddedPostgres embedded) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.embedded = embedded;
    }

    static LedgerDatabase of(LedgerSettings settings) {
        var named = settings.database().url();
        if (named != null && !named.isBlank()) {
            return new LedgerDatabase(
                    named.startsWith("jdbc:") ? named : "jdbc:" + named,
                    orEmpty(settings.database().user()),
                    orEmpty(settings.database().password()),
                    null);
        }
        var embedded = EmbeddedPostgres.start(settings.home().toAbsolutePath());
        embedded.keepRunning();
        return new LedgerDatabase(embedded.jdbcUrl(), embedded.user(), embedded.password(), embedded);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public String getUsername() {
        return user;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
