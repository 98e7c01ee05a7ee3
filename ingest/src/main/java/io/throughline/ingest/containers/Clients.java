package io.throughline.ingest.containers;

import java.io.IOException;
import org.eclipse.jetty.client.HttpClient;

/** Starts a client of Jetty's, whose methods say that they may throw anything. */
final class Clients {
    private Clients() {}

    static HttpClient start(HttpClient client) throws IOException {
        try {
            client.start();
            return client;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the HTTP client does not start", e);
        }
    }

    static void stop(HttpClient client) {
        try {
            client.stop();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client does not stop", e);
        }
    }
}
