package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What is in Elasticsearch, read back document for document: how often each line of each series is there. */
final class Found {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 10_000;
    private static final int MOST_OTHERS = 100;
    private static final Pattern LINE = Pattern.compile("([a-z][a-z-]*)\\.(\\d{6})");

    private final Map<String, int[]> times = new HashMap<>();
    private final List<String> others = new ArrayList<>();

    private Found() {}

    /** @param sizes of the series that were sent */
    static Found read(String elasticsearchUrl, Map<String, Integer> sizes) throws IOException {
        Found found = new Found();
        sizes.forEach((series, size) -> found.times.put(series, new int[size]));
        try (ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearchUrl))) {
            ask(client, "/throughline-logs-*/_refresh", null);
            JsonNode view = ask(client, "/throughline-logs-*/_pit?keep_alive=5m", null);
            found.scan(client, view.path("id").textValue());
        }
        return found;
    }

    private void scan(ElasticsearchClient client, String view) throws IOException {
        ObjectNode search = JSON.createObjectNode();
        search.put("size", PAGE);
        search.put("track_total_hits", false);
        search.putObject("pit").put("id", view).put("keep_alive", "5m");
        search.putArray("sort").add("_shard_doc");
        search.putArray("_source").add("message").add("url.*");
        JsonNode hits;
        do {
            hits = ask(client, "/_search?filter_path=hits.hits._source,hits.hits.sort", search)
                    .path("hits")
                    .path("hits");
            for (JsonNode hit : hits) {
                count(hit.path("_source").toString());
                search.set("search_after", hit.path("sort"));
            }
        } while (hits.size() == PAGE);
    }

    private void count(String document) {
        Matcher line = LINE.matcher(document);
        int[] series = line.find() ? times.get(line.group(1)) : null;
        int number = series == null ? 0 : Integer.parseInt(line.group(2));
        if (series != null && number < series.length) {
            series[number]++;
        } else if (others.size() < MOST_OTHERS) {
            others.add(document);
        }
    }

    private static JsonNode ask(ElasticsearchClient client, String path, @Nullable JsonNode body) throws IOException {
        ElasticsearchClient.Answer answer = client.call("POST", path, body);
        assertThat(answer.ok()).as("%s: %s", path, answer.status()).isTrue();
        return JSON.readTree(answer.body());
    }

    /** Numbers of the lines that are not there. */
    List<Integer> lost(String series) {
        int[] all = times.getOrDefault(series, new int[0]);
        return IntStream.range(0, all.length)
                .filter(number -> all[number] == 0)
                .boxed()
                .toList();
    }

    /** Numbers of the lines that are there more than once. */
    List<Integer> twice(String series) {
        int[] all = times.getOrDefault(series, new int[0]);
        return IntStream.range(0, all.length)
                .filter(number -> all[number] > 1)
                .boxed()
                .toList();
    }

    /** How many documents are there beyond the first of each line. */
    long tooMany(String series) {
        return Arrays.stream(times.getOrDefault(series, new int[0]))
                .filter(count -> count > 1)
                .mapToLong(count -> count - 1)
                .sum();
    }

    /** Documents that nobody sent, the first of them. */
    List<String> others() {
        return others;
    }
}
