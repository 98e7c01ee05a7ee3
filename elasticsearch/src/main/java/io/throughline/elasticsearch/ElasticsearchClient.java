package io.throughline.elasticsearch;

import co.elastic.clients.transport.rest5_client.low_level.Request;
import co.elastic.clients.transport.rest5_client.low_level.Response;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseListener;
import co.elastic.clients.transport.rest5_client.low_level.Rest5Client;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Elasticsearch that the stores and the bulk writer share: the low-level client, because our documents are bytes
 * already and our requests are compared with committed JSON. Opens connections when they are needed. Thread-safe.
 */
public final class ElasticsearchClient implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ContentType NDJSON = ContentType.create("application/x-ndjson");

    /** What is asked of a bulk answer; the rest would be most of its bytes. */
    private static final String BULK_ANSWER =
            "errors,items.*.status,items.*.error.type,items.*.error.reason," + "items.*.error.caused_by.reason";

    private final ElasticsearchConfig config;
    private final Rest5Client rest;

    /** An answer of any status. */
    public record Answer(int status, byte[] body) {
        public boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    private ElasticsearchClient(ElasticsearchConfig config, Rest5Client rest) {
        this.config = config;
        this.rest = rest;
    }

    public static ElasticsearchClient open(ElasticsearchConfig config) {
        Rest5Client rest = Rest5Client.builder(config.urls().stream()
                        .map(ElasticsearchClient::withoutPath)
                        .toArray(URI[]::new))
                .setPathPrefix(pathPrefix(config))
                .setDefaultHeaders(authorization(config))
                .setCompressionEnabled(config.compression())
                .setRequestConfigCallback(request -> request.setResponseTimeout(timeout(config.requestTimeout()))
                        .setConnectionRequestTimeout(timeout(config.requestTimeout())))
                .setConnectionConfigCallback(connection -> connection
                        .setConnectTimeout(timeout(config.connectTimeout()))
                        .setSocketTimeout(timeout(config.requestTimeout())))
                // Who asks decides what is asked again; the HTTP client must not do so on its own.
                .setHttpClientConfigCallback(
                        http -> http.disableAutomaticRetries().disableRedirectHandling())
                .build();
        return new ElasticsearchClient(config, rest);
    }

    /**
     * One request and its answer, whatever its status.
     *
     * @param body JSON; null for none
     * @throws StoreUnavailableException no answer, or 429, 502, 503, 504
     * @throws InvalidQueryException an answer too large to hold
     */
    public Answer call(String method, String path, @Nullable JsonNode body) {
        Request request = new Request(method, path);
        if (body != null) {
            request.setEntity(new ByteArrayEntity(bytes(body), ContentType.APPLICATION_JSON));
        }
        Answer answer;
        try {
            answer = answer(rest.performRequest(request));
        } catch (ResponseException e) {
            answer = answer(e);
        } catch (IOException e) {
            if (e.getCause() instanceof ContentTooLongException) {
                throw new InvalidQueryException("The answer is larger than 100 MB: ask for fewer items.");
            }
            throw new StoreUnavailableException(config + " does not answer: " + e.getMessage(), e);
        }
        if (answer.status() == 429 || (answer.status() >= 502 && answer.status() <= 504)) {
            String reason = ErrorReason.of(answer.body());
            throw new StoreUnavailableException(config + " is not ready: " + reason, new IOException(reason));
        }
        return answer;
    }

    /**
     * Posts bulk lines.
     *
     * @return completed with an answer of any status, or exceptionally with an {@link IOException}; by a thread of the client
     */
    public CompletableFuture<Answer> bulk(byte[] lines, int length) {
        CompletableFuture<Answer> result = new CompletableFuture<>();
        Request request = new Request("POST", "/_bulk");
        request.addParameter("filter_path", BULK_ANSWER);
        request.setEntity(new ByteArrayEntity(lines, 0, length, NDJSON));
        rest.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                result.complete(answer(response));
            }

            @Override
            public void onFailure(Exception failure) {
                if (failure instanceof ResponseException response) {
                    result.complete(answer(response));
                } else {
                    result.completeExceptionally(failure);
                }
            }
        });
        return result;
    }

    /**
     * Whether the cluster can serve.
     *
     * @return its state in words
     * @throws StoreUnavailableException it cannot
     */
    public String check() {
        Answer answer = call("GET", "/_cluster/health", null);
        if (!answer.ok()) {
            String reason = answer.status() + " " + ErrorReason.of(answer.body());
            throw new StoreUnavailableException(config + " answers " + reason, new IOException(reason));
        }
        String status = tree(answer).path("status").asText("unknown");
        if (status.equals("red")) {
            throw new StoreUnavailableException(
                    config + " is red: some of its indices cannot be read", new IOException("red"));
        }
        return config + " is " + status;
    }

    static JsonNode tree(Answer answer) {
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new StoreUnavailableException("Elasticsearch's answer is no JSON", e);
        }
    }

    @Override
    public void close() {
        try {
            rest.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return config.toString();
    }

    private static Answer answer(ResponseException failure) {
        return answer(failure.getResponse());
    }

    private static Answer answer(Response response) {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answer(response.getStatusCode(), new byte[0]);
        }
        try (InputStream content = entity.getContent()) {
            return new Answer(response.getStatusCode(), content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Header[] authorization(ElasticsearchConfig config) {
        List<Header> headers = new ArrayList<>();
        if (config.apiKey() != null) {
            headers.add(new BasicHeader("Authorization", "ApiKey " + config.apiKey(), true));
        } else if (config.user() != null) {
            byte[] pair = (config.user() + ":" + config.password()).getBytes(StandardCharsets.UTF_8);
            headers.add(new BasicHeader(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair), true));
        }
        return headers.toArray(Header[]::new);
    }

    private static URI withoutPath(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    private static String pathPrefix(ElasticsearchConfig config) {
        String path = config.urls().getFirst().getPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }
}
