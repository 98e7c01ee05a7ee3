package io.throughline.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.throughline.core.flow.CriticalPath.Segment;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Vantage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The trees of a real application: calls to databases, work within services, clocks of several machines. */
class TrainTicketFlowsTest {
    private static final Path DATA = Path.of("../../shared/data/trainticket");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Flow> FLOWS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        Map<String, JsonNode> truth = new HashMap<>();
        each("truth.ndjson.gz", line -> truth.put(line.path("id").asText(), line));
        Map<String, List<FlowHop>> hops = new HashMap<>();
        each("hops.ndjson.gz", line -> {
            JsonNode place = truth.getOrDefault(line.path("id").asText(), MissingNode.getInstance());
            hops.computeIfAbsent(place.path("flow").asText(), flow -> new ArrayList<>())
                    .add(hop(line, place.path("parent")));
        });
        hops.values().forEach(flow -> FLOWS.add(Flows.flow(flow.toArray(FlowHop[]::new))));
    }

    @Test
    void haveACriticalPathThatFillsTheirRoot() {
        assertThat(FLOWS).hasSizeGreaterThan(1_000).allSatisfy(flow -> {
            CriticalPath path = CriticalPath.of(flow);
            Duration waited = path.segments().stream().map(Segment::duration).reduce(Duration.ZERO, Duration::plus);
            FlowHop root = flow.hops().get(HopTree.of(flow).roots().getFirst());
            assertThat(waited).isEqualTo(root.duration());
        });
    }

    @Test
    void giveNoHopMoreSelfTimeThanItTook() {
        for (Flow flow : FLOWS) {
            List<Duration> selfTimes = SelfTime.of(flow);
            for (int i = 0; i < selfTimes.size(); i++) {
                assertThat(selfTimes.get(i))
                        .isBetween(Duration.ZERO, flow.hops().get(i).duration());
            }
        }
    }

    @Test
    void differInNothingFromThemselves() {
        for (Flow flow : FLOWS) {
            List<FlowComparison.Row> rows = FlowComparison.of(flow, flow).rows();
            assertThat(rows).hasSameSizeAs(flow.hops());
            assertThat(FlowComparison.of(flow, flow).rows())
                    .allMatch(row -> row.marks().isEmpty());
        }
    }

    @Test
    void areTwoPartsByAnyQuestionAndItsContrary() {
        for (String question : List.of(
                "ts-travel-service reaches ts-station-service without ts-basic-service",
                "calls ts-preserve-service -> ts-contacts-service",
                "depth>6 and services>=3",
                "duration>50ms or error")) {
            FlowStructure asked = FlowStructure.parse(question);
            FlowStructure contrary = FlowStructure.parse("not (" + question + ")");
            assertThat(FLOWS).allMatch(flow -> asked.matches(flow) != contrary.matches(flow));
        }
    }

    @Test
    void callWhatTheirEdgesSay() {
        FlowStructure calls = FlowStructure.parse("calls ts-preserve-service -> ts-contacts-service");

        assertThat(FLOWS.stream().filter(calls::matches).toList())
                .isEqualTo(FLOWS.stream()
                        .filter(TrainTicketFlowsTest::preserveCallsContacts)
                        .toList())
                .hasSizeBetween(1, FLOWS.size() - 1);
    }

    private static boolean preserveCallsContacts(Flow flow) {
        Map<String, String> services = new HashMap<>();
        flow.hops().forEach(hop -> services.put(hop.id(), hop.service()));
        return flow.hops().stream()
                .anyMatch(hop -> hop.service().equals("ts-contacts-service")
                        && hop.parent() != null
                        && services.getOrDefault(hop.parent(), "").equals("ts-preserve-service"));
    }

    private static FlowHop hop(JsonNode line, JsonNode parent) {
        return new FlowHop(
                line.path("id").asText(),
                parent.isTextual() ? parent.asText() : null,
                EdgeEvidence.PARENT_SPAN,
                1,
                Vantage.valueOf(line.path("vantage").asText().toUpperCase(Locale.ROOT)),
                line.path("service").asText(),
                line.path("instance").asText(),
                "node-1",
                line.path("operation").asText(),
                null,
                null,
                Instant.EPOCH.plus(line.path("start_us").asLong(), ChronoUnit.MICROS),
                Duration.of(line.path("duration_us").asLong(), ChronoUnit.MICROS),
                line.path("status").isNumber() ? line.path("status").asInt() : null,
                line.path("status").asInt() >= 500,
                List.of());
    }

    private static void each(String file, Consumer<JsonNode> reader) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve(file))), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> {
                try {
                    reader.accept(JSON.readTree(line));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
