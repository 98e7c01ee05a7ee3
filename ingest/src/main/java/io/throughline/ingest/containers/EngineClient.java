package io.throughline.ingest.containers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/** Asks an engine over HTTP, with limits on what it answers. */
final class EngineClient implements AutoCloseable {
    /** The largest pod or container that is looked at; a page of pods has several. */
    private static final int MAX_ANSWER_BYTES = 32 << 20;

    private static final int MAX_LINE_BYTES = 4 << 20;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxDocumentLength(MAX_ANSWER_BYTES)
                    .build())
            .build());

    private final HttpClient client;
    private final URI base;
    private final Consumer<Request> prepare;

    /** @param prepare adds what each request needs: a token, another transport */
    EngineClient(HttpClient client, URI base, Consumer<Request> prepare) {
        this.client = client;
        this.base = base;
        this.prepare = prepare;
        client.setConnectTimeout(ANSWER_WITHIN.toMillis());
        client.setFollowRedirects(false);
        client.setUserAgentField(null);
    }

    /** What is read line by line until it ends. */
    interface Lines {
        /** @return whether to go on */
        boolean line(byte[] line) throws IOException, InterruptedException;
    }

    /**
     * @return null where there is no such thing (404)
     * @throws IOException any other answer than 200, or one that is too long or no JSON
     */
    @Nullable
    JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        try (InputStream body = open(pathAndQuery, ANSWER_WITHIN)) {
            byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES + 1);
            if (bytes.length > MAX_ANSWER_BYTES) {
                throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes to " + pathAndQuery);
            }
            return JSON.readTree(bytes);
        } catch (NotThereException e) {
            return null;
        }
    }

    /** @param silence how long nothing may come; zero: for ever */
    void lines(String pathAndQuery, Duration silence, Lines lines) throws IOException, InterruptedException {
        try (InputStream body = open(pathAndQuery, silence)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 13];
            int count = body.read(buffer);
            while (count >= 0) {
                int from = 0;
                for (int i = 0; i < count; i++) {
                    if (buffer[i] == '\n') {
                        line.write(buffer, from, i - from);
                        from = i + 1;
                        if (line.size() > 0 && !lines.line(line.toByteArray())) {
                            return;
                        }
                        line.reset();
                    }
                }
                line.write(buffer, from, count - from);
                if (line.size() > MAX_LINE_BYTES) {
                    throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes from " + pathAndQuery);
                }
                count = body.read(buffer);
            }
        }
    }

    JsonNode parse(byte[] line) throws IOException {
        return JSON.readTree(line);
    }

    private InputStream open(String pathAndQuery, Duration silence) throws IOException, InterruptedException {
        InputStreamResponseListener answer = new InputStreamResponseListener();
        Request request =
                client.newRequest(base.resolve(pathAndQuery)).idleTimeout(silence.toMillis(), TimeUnit.MILLISECONDS);
        prepare.accept(request);
        request.send(answer);
        try {
            Response response = answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            if (response.getStatus() == 404) {
                answer.getInputStream().close();
                throw new NotThereException();
            }
            if (response.getStatus() != 200) {
                throw new IOException("status " + response.getStatus() + " for " + pathAndQuery + ": " + head(answer));
            }
            return answer.getInputStream();
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + ANSWER_WITHIN + " to " + pathAndQuery, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause instanceof EOFException ? "connection closed" : String.valueOf(cause), e);
        }
    }

    private static String head(InputStreamResponseListener answer) throws IOException {
        try (InputStream body = answer.getInputStream()) {
            return new String(body.readNBytes(500), StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public void close() {
        Clients.stop(client);
    }

    private static final class NotThereException extends IOException {
        private static final long serialVersionUID = 1;
    }
}
