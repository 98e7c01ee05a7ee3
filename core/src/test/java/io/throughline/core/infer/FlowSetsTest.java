package io.throughline.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.DataSets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real requests with their ids taken away, one instance at a time; whether each edge within an instance is the true one. */
class FlowSetsTest {
    private final JsonMapper json = new JsonMapper();

    private static Span span(JsonNode hop) {
        long start = hop.path("start_us").longValue();
        return new Span(
                hop.path("id").textValue(),
                Vantage.valueOf(hop.path("vantage").textValue().toUpperCase(Locale.ROOT)),
                hop.path("operation").textValue() + " " + hop.path("peer").textValue(),
                start,
                start + hop.path("duration_us").longValue());
    }

    @ParameterizedTest
    @CsvSource({
        "flows/hotel-25, 0.999",
        "flows/hotel-75, 0.998",
        "flows/hotel-75-cache30, 0.998",
        "flows/media-25, 0.985",
        "flows/media-75, 0.945",
        "trainticket, 0.999"
    })
    void findsWhatCausedWhat(String set, double least) throws IOException {
        Map<String, List<Span>> instances = new TreeMap<>();
        for (String line : DataSets.lines(set + "/hops.ndjson.gz")) {
            JsonNode hop = json.readTree(line);
            instances
                    .computeIfAbsent(hop.path("instance").textValue(), any -> new ArrayList<>())
                    .add(span(hop));
        }
        Map<String, String> truth = new HashMap<>();
        for (String line : DataSets.lines(set + "/truth.ndjson.gz")) {
            JsonNode hop = json.readTree(line);
            truth.put(hop.path("id").textValue(), hop.path("parent").textValue());
        }
        int all = 0;
        int right = 0;
        int sure = 0;
        int sureAndRight = 0;
        for (List<Span> spans : instances.values()) {
            for (Edge edge : CallMatcher.match(spans)) {
                boolean is = edge.parent() != null && edge.parent().equals(truth.get(edge.child()));
                all++;
                right += is ? 1 : 0;
                sure += edge.confidence() >= 0.9 ? 1 : 0;
                sureAndRight += is && edge.confidence() >= 0.9 ? 1 : 0;
            }
        }

        assertThat(right / (double) all).isGreaterThanOrEqualTo(least);
        assertThat(sureAndRight / (double) sure).isGreaterThanOrEqualTo(0.97);
    }
}
