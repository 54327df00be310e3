package dev.gatehouse.entra;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one HTTP client for Entra and Graph: virtual threads, no redirects, ten seconds for a whole
 * exchange, half a megabyte for an answer. Shared by everything in this package; close it last.
 */
public final class EntraHttp implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(10);
    static final long MOST_BYTES = 512 * 1024;

    private final Trust trust;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    public EntraHttp(Trust trust) {
        this.trust = trust;
        this.client =
                HttpClient.newBuilder()
                        .sslContext(trust.context())
                        .connectTimeout(DEADLINE)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(threads)
                        .build();
    }

    /** What a server answered, whatever its status; header names in lower case. */
    record Answer(int status, Map<String, List<String>> headers, String body) {
        /** The body is left out: it may hold tokens. */
        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /**
     * One exchange, body included, within {@link #DEADLINE}.
     *
     * @throws IOException if there is no complete answer in time, or it is too long
     */
    Answer send(HttpRequest request) throws IOException {
        return send(request, MOST_BYTES);
    }

    /** The same, for an answer of up to {@code mostBytes}. */
    Answer send(HttpRequest request, long mostBytes) throws IOException {
        CompletableFuture<HttpResponse<String>> sent =
                client.sendAsync(
                        request,
                        BodyHandlers.limiting(
                                BodyHandlers.ofString(StandardCharsets.UTF_8), mostBytes));
        try {
            HttpResponse<String> response = sent.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException late) {
            sent.cancel(true);
            throw new HttpTimeoutException("no answer within " + DEADLINE.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed);
        } catch (InterruptedException stopped) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        }
    }

    Trust trust() {
        return trust;
    }

    /** Virtual threads for libraries that want an executor. */
    ExecutorService threads() {
        return threads;
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
