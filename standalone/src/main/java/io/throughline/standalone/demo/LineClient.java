package io.throughline.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the line's own HTTP API what it found, as any other client would. */
final class LineClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PAGE = 200;
    private static final int UNAVAILABLE = 503;
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final URI api;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** @param api the address of the API and its pages, without a path */
    LineClient(URI api) {
        this.api = api;
    }

    /** Every alert about a time since {@code from}, the oldest first. */
    List<FoundAlert> alerts(Instant from) throws IOException, InterruptedException {
        List<FoundAlert> alerts = new ArrayList<>();
        for (JsonNode alert : all("/api/v1/alerts", from)) {
            alerts.add(FoundAlert.of(alert));
        }
        alerts.sort((a, b) -> a.time().compareTo(b.time()));
        return alerts;
    }

    /** The number of hops of every flow since {@code from}, by flow id. */
    Map<String, Integer> hopCounts(Instant from) throws IOException, InterruptedException {
        Map<String, Integer> counts = new HashMap<>();
        for (JsonNode flow : all("/api/v1/flows", from)) {
            counts.put(
                    flow.path("id").asText(),
                    flow.path("hopCount").asInt() + flow.path("droppedHops").asInt());
        }
        return counts;
    }

    /** Log events whose time is in {@code [from, to)}. A search counts to its limit only, a histogram all of them. */
    long countLogs(Instant from, Instant to) throws IOException, InterruptedException {
        long count = 0;
        for (JsonNode bucket :
                body(get("/api/v1/logs/histogram?from=" + from + "&to=" + to)).path("buckets")) {
            count += bucket.path("count").asLong();
        }
        return count;
    }

    /** One flow with its hops. */
    Optional<JsonNode> flow(String id) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get("/api/v1/flows/" + id);
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(body(response));
    }

    String alertPage(String id) {
        return api.resolve("/alerts/" + id).toString();
    }

    String flowPage(String id) {
        return api.resolve("/flows/" + id).toString();
    }

    private List<JsonNode> all(String path, Instant from) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        // A little into the future: containers' clocks may be ahead of this one.
        String range = path + "?size=" + PAGE + "&from=" + from + "&to="
                + Instant.now().plusSeconds(60);
        String cursor = "";
        do {
            JsonNode page = body(get(cursor.isEmpty() ? range : range + "&cursor=" + encode(cursor)));
            page.path("items").forEach(items::add);
            cursor = page.path("cursor").asText("");
        } while (!cursor.isEmpty());
        return items;
    }

    /** Asks again for a while where the API says that it cannot answer now, as when an index is being made. */
    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(api.resolve(path)).timeout(TIMEOUT).build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        for (int attempt = 1; response.statusCode() == UNAVAILABLE && attempt < ATTEMPTS; attempt++) {
            Thread.sleep(PAUSE);
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
        return response;
    }

    private static JsonNode body(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("the API answered " + response.statusCode() + " to " + response.uri() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
