package io.throughline.ingest.receive.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.throughline.core.config.Settings;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Sends over HTTP as programs do. */
final class Sender implements AutoCloseable {
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    Sender(int port) {
        base = "http://127.0.0.1:" + port;
    }

    static HttpReceiver receiver(MemoryIntake intake, String... keysAndValues) {
        Settings settings = settings("receive.http", keysAndValues);
        HttpReceiveConfig config = HttpReceiveConfig.from(settings);
        settings.verify();
        return HttpReceiver.start(config, intake);
    }

    /** On a free port. */
    static Settings settings(String prefix, String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        values.put(prefix + ".port", "0");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(prefix + "." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Settings(values);
    }

    HttpResponse<String> post(String path, String type, String body, String... headers) {
        return post(path, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> post(String path, String type, byte[] body, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofByteArray(body), with(headers, "Content-Type", type));
    }

    /** Without telling how long the body is. */
    HttpResponse<String> postInPieces(String path, String type, String body) {
        HttpRequest.BodyPublisher pieces =
                HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(body));
        return send("POST", path, pieces, "Content-Type", type);
    }

    HttpResponse<byte[]> postForBytes(String path, String type, byte[] body) {
        HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofByteArray(body);
        return send("POST", path, publisher, HttpResponse.BodyHandlers.ofByteArray(), "Content-Type", type);
    }

    HttpResponse<String> send(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        return send(method, path, body, HttpResponse.BodyHandlers.ofString(), headers);
    }

    private <T> HttpResponse<T> send(
            String method,
            String path,
            HttpRequest.BodyPublisher body,
            HttpResponse.BodyHandler<T> as,
            String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), as);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static String[] with(String[] headers, String name, String value) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    static JsonNode json(HttpResponse<String> answer) {
        return json(answer.body());
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    static byte[] zstd(byte[] plain) {
        return Zstd.compress(plain);
    }

    @Override
    public void close() {
        client.close();
    }
}
