package org.treatyledger.core.verify;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.treatyledger.core.transparency.Tile;

/** A live log, by its prefix: {@code https://example.org/log}. */
public final class HttpLog implements LogSource {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** No file of a log is longer: 256 entries of 65,535 bytes, each after its length. */
    private static final int LONGEST = 256 * (65_535 + 2);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    private final String prefix;
    private final Duration patience;

    /** The log below that prefix, with a minute of patience for each file. */
    public HttpLog(String prefix) {
        this(prefix, PATIENCE);
    }

    /** The same with other patience. */
    public HttpLog(String prefix, Duration patience) {
        this.patience = patience;
        this.prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    @Override
    public String checkpoint() throws IOException {
        return new String(get("/checkpoint"), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] tile(Tile tile) throws IOException {
        return get("/tile/" + tile.level() + "/" + tile.path());
    }

    @Override
    public byte[] bundle(Tile tile) throws IOException {
        return get("/tile/entries/" + tile.path());
    }

    /** The verifier keys that the log names, one a line. Whoever changes the log can change them too. */
    public String keys() throws IOException {
        return new String(get("/key"), StandardCharsets.UTF_8);
    }

    /** The patience is for a whole file: a server that stops in the middle of one is not waited for. */
    private byte[] get(String path) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(prefix + path)).build();
            var answer = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new IOException(prefix + path + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IllegalArgumentException e) {
            throw new IOException("not an address: " + prefix, e);
        } catch (TimeoutException e) {
            throw new IOException(prefix + path + " did not come within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(prefix + path + " does not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
