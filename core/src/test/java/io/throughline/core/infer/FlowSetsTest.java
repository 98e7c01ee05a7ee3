package io.throughline.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.DataSets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
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

    /** What was found in a set, by how sure of it the matching was. */
    private static final class Reliability {
        private final int[] edges = new int[11];
        private final int[] right = new int[11];
        private final double[] confidence = new double[11];

        void add(Edge edge, boolean isRight) {
            int row = (int) (edge.confidence() * 10);
            edges[row]++;
            right[row] += isRight ? 1 : 0;
            confidence[row] += edge.confidence();
        }

        /** The share of right edges among those with a confidence of so many tenths at least. */
        double rightFrom(int row) {
            double all = Arrays.stream(edges, row, edges.length).sum();
            return Arrays.stream(right, row, right.length).sum() / all;
        }

        double right(int row) {
            return right[row] / (double) edges[row];
        }

        double confidence(int row) {
            return confidence[row] / edges[row];
        }

        int edges(int row) {
            return edges[row];
        }
    }

    /** @param coarsely to so many microseconds all times are rounded */
    private Reliability match(String set, long coarsely) throws IOException {
        Map<String, List<Span>> instances = new TreeMap<>();
        for (String line : DataSets.lines(set + "/hops.ndjson.gz")) {
            JsonNode hop = json.readTree(line);
            instances
                    .computeIfAbsent(hop.path("instance").textValue(), any -> new ArrayList<>())
                    .add(rounded(span(hop), coarsely));
        }
        Map<String, String> truth = new HashMap<>();
        for (String line : DataSets.lines(set + "/truth.ndjson.gz")) {
            JsonNode hop = json.readTree(line);
            truth.put(hop.path("id").textValue(), hop.path("parent").textValue());
        }
        Reliability found = new Reliability();
        for (List<Span> spans : instances.values()) {
            for (Edge edge : CallMatcher.match(spans)) {
                found.add(edge, edge.parent() != null && edge.parent().equals(truth.get(edge.child())));
            }
        }
        return found;
    }

    private static Span rounded(Span span, long coarsely) {
        long start = span.start() / coarsely * coarsely;
        long duration = (span.end() - span.start() + coarsely / 2) / coarsely * coarsely;
        return new Span(span.id(), span.vantage(), span.kind(), start, start + duration);
    }

    @ParameterizedTest
    @CsvSource({
        "flows/hotel-25, 0.999",
        "flows/hotel-75, 0.998",
        "flows/hotel-75-cache30, 0.998",
        "flows/media-25, 0.987",
        "flows/media-75, 0.947",
        "trainticket, 0.999"
    })
    void findsWhatCausedWhat(String set, double least) throws IOException {
        Reliability found = match(set, 1);

        assertThat(found.rightFrom(0)).isGreaterThanOrEqualTo(least);
        assertThat(found.rightFrom(9)).isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest
    @CsvSource({"flows/hotel-75, 0.985", "flows/media-75, 0.88"})
    void findsWhatCausedWhatWhereClocksTellMilliseconds(String set, double least) throws IOException {
        Reliability found = match(set, 1_000);

        assertThat(found.rightFrom(0)).isGreaterThanOrEqualTo(least);
        assertThat(found.rightFrom(9)).isGreaterThanOrEqualTo(0.97);
    }

    @Test
    void isRightAboutAsOftenAsItSays() throws IOException {
        Reliability found = match("flows/media-75", 1);

        for (int row = 5; row < 10; row++) {
            assertThat(found.edges(row)).isGreaterThan(50);
            assertThat(found.right(row)).isBetween(found.confidence(row) - 0.15, found.confidence(row) + 0.15);
        }
    }
}
