package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.standalone.line.TrainTicket.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Compares what is in Elasticsearch with what the files hold, event for event. */
final class Landed {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 10_000;

    private Landed() {}

    /** Waits until all has landed, then compares: every line in its flow, nothing missing, nothing twice. */
    static void awaitAllOf(Map<String, Set<Line>> expected, String elasticsearchUrl, Duration most) {
        long lines = expected.values().stream().mapToLong(Set::size).sum();
        try (ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearchUrl))) {
            Awaitility.await("all lines and flows in Elasticsearch")
                    .atMost(most)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> count(client, "throughline-logs-*") >= lines && wholeFlows(client) >= lines);
            assertThat(count(client, "throughline-logs-*")).isEqualTo(lines);
            assertThat(linesOfFlows(client)).isEqualTo(expected);
            Map<String, Integer> sizes = new HashMap<>();
            expected.forEach((flow, members) -> sizes.put(flow, members.size()));
            assertThat(flowSizes(client)).isEqualTo(sizes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a service's messages, fewer than {@link #PAGE}, have landed: all of these, none twice, no others. */
    static void awaitMessages(String service, Set<String> expected, String elasticsearchUrl, Duration most) {
        try (ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearchUrl))) {
            Awaitility.await("all messages of " + service)
                    .atMost(most)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> messages(client, service).size() >= expected.size());
            List<String> found = messages(client, service);
            assertThat(new HashSet<>(found)).isEqualTo(expected);
            assertThat(found).hasSameSizeAs(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> messages(ElasticsearchClient client, String service) throws IOException {
        ObjectNode search = JSON.createObjectNode();
        search.put("size", PAGE);
        search.putArray("_source").add("message");
        search.putObject("query").putObject("term").put("service.name", service);
        List<String> messages = new ArrayList<>();
        for (JsonNode hit : ask(client, "POST", "/throughline-logs-*/_search", search)
                .path("hits")
                .path("hits")) {
            messages.add(hit.path("_source").path("message").textValue());
        }
        return messages;
    }

    private static long count(ElasticsearchClient client, String index) throws IOException {
        return ask(client, "GET", "/" + index + "/_count", null).path("count").longValue();
    }

    /** Lines that flows count together. */
    private static long wholeFlows(ElasticsearchClient client) throws IOException {
        return flowSizes(client).values().stream().mapToLong(Integer::longValue).sum();
    }

    private static Map<String, Set<Line>> linesOfFlows(ElasticsearchClient client) throws IOException {
        Map<String, Set<Line>> lines = new HashMap<>();
        scan(client, "throughline-logs-*", new String[] {"throughline.source", "throughline.offset"}, source -> {
            String file = source.path("log.file.path").textValue();
            assertThat(source.path("throughline.flow.id")).isEqualTo(source.path("trace.id"));
            boolean fresh = lines.computeIfAbsent(source.path("trace.id").textValue(), flow -> new HashSet<>())
                    .add(new Line(
                            String.valueOf(Path.of(file).getFileName()),
                            source.path("throughline.offset").longValue()));
            assertThat(fresh).as("a line that landed twice: %s", source).isTrue();
        });
        return lines;
    }

    private static Map<String, Integer> flowSizes(ElasticsearchClient client) throws IOException {
        Map<String, Integer> sizes = new HashMap<>();
        scan(client, "throughline-flows-*", new String[] {"throughline.flow.id"}, source -> {
            Integer before = sizes.put(
                    source.path("throughline.flow.id").textValue(),
                    source.path("throughline.flow.lines").intValue());
            assertThat(before).as("a flow that landed twice: %s", source).isNull();
        });
        return sizes;
    }

    private interface Visitor {
        void visit(JsonNode source);
    }

    private static void scan(ElasticsearchClient client, String index, String[] order, Visitor visitor)
            throws IOException {
        JsonNode after = null;
        for (JsonNode hits = page(client, index, order, after);
                !hits.isEmpty();
                hits = page(client, index, order, after)) {
            for (JsonNode hit : hits) {
                visitor.visit(hit.path("_source"));
                after = hit.path("sort");
            }
        }
    }

    private static JsonNode page(ElasticsearchClient client, String index, String[] order, @Nullable JsonNode after)
            throws IOException {
        ObjectNode search = JSON.createObjectNode();
        search.put("size", PAGE);
        ArrayNode sort = search.putArray("sort");
        for (String field : order) {
            sort.addObject().put(field, "asc");
        }
        ArrayNode fields = search.putArray("_source");
        for (String field : new String[] {
            "service.name",
            "message",
            "trace.id",
            "throughline.flow.id",
            "throughline.flow.lines",
            "log.file.path",
            "throughline.offset"
        }) {
            fields.add(field);
        }
        if (after != null) {
            search.set("search_after", after);
        }
        return ask(client, "POST", "/" + index + "/_search", search)
                .path("hits")
                .path("hits");
    }

    private static JsonNode ask(ElasticsearchClient client, String method, String path, @Nullable JsonNode body)
            throws IOException {
        ElasticsearchClient.Answer answer = client.call(method, path, body);
        assertThat(answer.ok()).as("%s %s: %s", method, path, answer.status()).isTrue();
        return JSON.readTree(answer.body());
    }
}
