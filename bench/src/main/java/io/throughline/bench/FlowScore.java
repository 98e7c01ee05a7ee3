package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.bench.HopSet.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How well flows were found. {@code end_to_end} is the share of flows of which every hop has its true parent; {@code single_caller} leaves
 * out the calls of services that several others call; {@code hops} is the share of hops with their true parent.
 */
final class FlowScore {
    /** Upper bounds of the classes of confidence in the reliability table. */
    static final double[] CLASSES = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01};

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Boolean> wholeFlows = new HashMap<>();
    private final Map<String, Boolean> singleCaller = new HashMap<>();
    private int hops;
    private int right;
    final long[] edges = new long[CLASSES.length];
    final long[] rightEdges = new long[CLASSES.length];

    private record Found(@Nullable String parent, double confidence, String method) {}

    /** @param edges the file of edges that an analysis wrote */
    static FlowScore of(HopSet set, Path edges) throws IOException {
        Map<String, Found> found = new HashMap<>();
        try (Stream<String> lines = Files.lines(edges)) {
            for (String line : (Iterable<String>) lines::iterator) {
                JsonNode edge = JSON.readTree(line);
                found.put(
                        HopSet.text(edge, "id"),
                        new Found(
                                edge.path("parent").textValue(),
                                edge.path("confidence").doubleValue(),
                                HopSet.text(edge, "method")));
            }
        }
        FlowScore score = new FlowScore();
        Set<String> several = calledBySeveral(set.hops());
        for (ObjectNode hop : set.hops()) {
            boolean leftOut =
                    HopSet.text(hop, "vantage").equals("outbound") && several.contains(HopSet.text(hop, "service"));
            String id = HopSet.text(hop, "id");
            score.add(Objects.requireNonNull(set.truth().get(id)), found.get(id), leftOut);
        }
        return score;
    }

    static Set<String> calledBySeveral(List<ObjectNode> hops) {
        Map<String, Set<String>> callers = new HashMap<>();
        for (ObjectNode hop : hops) {
            String peer = HopSet.text(hop, "peer");
            if (HopSet.text(hop, "vantage").equals("inbound") && !peer.isEmpty()) {
                callers.computeIfAbsent(HopSet.text(hop, "service"), any -> new HashSet<>())
                        .add(peer);
            }
        }
        callers.values().removeIf(each -> each.size() < 2);
        return callers.keySet();
    }

    private void add(Truth truth, @Nullable Found found, boolean leftOut) {
        boolean is = found != null && Objects.equals(found.parent, truth.parent());
        hops++;
        right += is ? 1 : 0;
        wholeFlows.merge(truth.flow(), is, Boolean::logicalAnd);
        singleCaller.merge(truth.flow(), is || leftOut, Boolean::logicalAnd);
        if (found != null && found.parent != null && found.method.equals("inference")) {
            int of = 0;
            while (found.confidence >= CLASSES[of]) {
                of++;
            }
            edges[of]++;
            rightEdges[of] += is ? 1 : 0;
        }
    }

    private static double share(Map<String, Boolean> flows) {
        return flows.values().stream().filter(whole -> whole).count() / (double) flows.size();
    }

    double endToEnd() {
        return share(wholeFlows);
    }

    double singleCaller() {
        return share(singleCaller);
    }

    double hops() {
        return right / (double) hops;
    }
}
