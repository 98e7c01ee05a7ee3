package io.throughline.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Takes bulk requests as Elasticsearch does, external versions included, and fails as told. */
public final class FakeElasticsearch implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Stored> documents;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final AtomicInteger bulkRequests = new AtomicInteger();
    private volatile int maxBulkBytes = Integer.MAX_VALUE;
    private volatile @Nullable Fault lasting;

    /** A document as last written. */
    public record Stored(String index, String id, long version, String json) {}

    /** What one bulk request meets in place of a good answer. */
    public sealed interface Fault {
        /** Nothing is applied. */
        record Status(int code) implements Fault {}

        /** Nothing is applied and the connection is cut. */
        record CutBefore() implements Fault {}

        /** All is applied and the connection is cut in place of an answer. */
        record CutAfter() implements Fault {}

        /** All is applied, and the answer is another program's. */
        record Garbage() implements Fault {}
    }

    private record Refusal(int status, String type, AtomicInteger times) {}

    private FakeElasticsearch(HttpServer server, Map<String, Stored> documents) {
        this.server = server;
        this.documents = documents;
    }

    /** An empty one on a free port. */
    public static FakeElasticsearch start() {
        return start(0, new ConcurrentHashMap<>());
    }

    /** Another one with the documents of this one, on the same port; this one must be closed. */
    public FakeElasticsearch startAgain() {
        return start(server.getAddress().getPort(), documents);
    }

    private static FakeElasticsearch start(int port, Map<String, Stored> documents) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            FakeElasticsearch fake = new FakeElasticsearch(server, documents);
            server.setExecutor(fake.threads);
            server.createContext("/", fake::handle);
            server.start();
            return fake;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** By index and id: {@code throughline-logs-2026.03.01/7}. */
    public Map<String, Stored> documents() {
        return documents;
    }

    public int bulkRequests() {
        return bulkRequests.get();
    }

    /** The next bulk requests meet these, one each. */
    public void next(Fault... upcoming) {
        faults.addAll(List.of(upcoming));
    }

    /** Every bulk request meets this; null: none does. */
    public void always(@Nullable Fault fault) {
        lasting = fault;
    }

    /** One document is answered with this status and error {@code times} times. */
    public void refuse(String id, int status, String type, int times) {
        refusals.put(id, new Refusal(status, type, new AtomicInteger(times)));
    }

    /** Larger requests are answered with 413. */
    public void maxBulkBytes(int bytes) {
        maxBulkBytes = bytes;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestURI().getPath().equals("/_bulk")) {
            boolean unknown = exchange.getRequestMethod().equals("GET");
            answer(exchange, unknown ? 404 : 200, "{}");
            return;
        }
        bulkRequests.incrementAndGet();
        Fault fault = faults.poll();
        if (fault == null) {
            fault = lasting;
        }
        switch (fault) {
            case null -> answerBulk(exchange, body);
            case Fault.Status status -> answer(exchange, status.code(), error("told_to_fail", "as told"));
            case Fault.CutBefore cut -> exchange.close();
            case Fault.CutAfter cut -> {
                apply(body);
                exchange.close();
            }
            case Fault.Garbage garbage -> {
                apply(body);
                answer(exchange, 200, "<html>It works!</html>");
            }
        }
    }

    private void answerBulk(HttpExchange exchange, byte[] body) throws IOException {
        if (body.length > maxBulkBytes) {
            answer(exchange, 413, "");
        } else {
            answer(exchange, 200, apply(body));
        }
    }

    private synchronized String apply(byte[] body) throws IOException {
        String[] lines = new String(body, StandardCharsets.UTF_8).split("\n", -1);
        ObjectNode result = MAPPER.createObjectNode();
        boolean errors = false;
        ArrayNode items = MAPPER.createArrayNode();
        for (int i = 0; i < lines.length - 1; i++) {
            JsonNode action = MAPPER.readTree(lines[i]);
            String verb = action.fieldNames().next();
            ObjectNode item = items.addObject().putObject(verb);
            String json = verb.equals("delete") ? "" : lines[++i];
            int status = applyOne(verb, action.path(verb), json, item);
            item.put("status", status);
            errors |= item.has("error");
        }
        result.put("errors", errors);
        result.set("items", items);
        return result.toString();
    }

    private int applyOne(String verb, JsonNode action, String json, ObjectNode item) {
        String id = action.path("_id").asText();
        Refusal refusal = refusals.get(id);
        if (refusal != null && refusal.times().getAndDecrement() > 0) {
            item.putObject("error").put("type", refusal.type()).put("reason", "as told");
            return refusal.status();
        }
        String key = action.path("_index").asText() + "/" + id;
        long version = action.path("version").asLong();
        Stored before = documents.get(key);
        if (before != null && before.version() > version) {
            item.putObject("error")
                    .put("type", "version_conflict_engine_exception")
                    .put("reason", "a later version is there");
            return 409;
        }
        if (verb.equals("delete")) {
            return documents.remove(key) == null ? 404 : 200;
        }
        documents.put(key, new Stored(action.path("_index").asText(), id, version, json));
        return before == null ? 201 : 200;
    }

    private static String error(String type, String reason) {
        ObjectNode error = MAPPER.createObjectNode();
        error.putObject("error").put("type", type).put("reason", reason);
        return error.toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
