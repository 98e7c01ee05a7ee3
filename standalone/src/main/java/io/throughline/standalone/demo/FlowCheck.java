package io.throughline.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares the flows that the line shows with what the shop really did, hop by hop and edge by edge. */
final class FlowCheck {
    private final Map<String, List<Ledger.Entry>> truth;
    private final Set<String> right = new HashSet<>();
    private final Set<String> joined = new HashSet<>();
    private int found;

    /** @param truth the hops of every trace that is to be found, by trace id */
    FlowCheck(Map<String, List<Ledger.Entry>> truth) {
        this.truth = truth;
    }

    /**
     * What became of the traces.
     *
     * @param expected traces that the shop's services took part in
     * @param found those that there is a flow of
     * @param complete those whose flow has as many hops as were really made
     * @param joined those of which also every hop hangs under the very hop that caused it
     */
    record Result(int expected, int found, int complete, int joined) {
        boolean perfect() {
            return joined == expected;
        }

        double joinedShare() {
            return expected == 0 ? 0 : (double) joined / expected;
        }
    }

    /** Looks again at what was not right yet. */
    Result look(LineClient line, Instant from) throws IOException, InterruptedException {
        Map<String, Integer> counts = line.hopCounts(from);
        found = 0;
        right.clear();
        for (Map.Entry<String, List<Ledger.Entry>> trace : truth.entrySet()) {
            Integer hops = counts.get(trace.getKey());
            if (hops != null) {
                found++;
                if (hops == trace.getValue().size()) {
                    right.add(trace.getKey());
                }
            }
        }
        joined.retainAll(right);
        return result();
    }

    /** Reads every flow that has the right number of hops and compares its edges; takes a few milliseconds a flow. */
    Result compareEdges(LineClient line) throws IOException, InterruptedException {
        for (String trace : right) {
            if (!joined.contains(trace)) {
                Optional<JsonNode> flow = line.flow(trace);
                if (flow.isPresent() && edges(flow.get()).equals(edges(truth.getOrDefault(trace, List.of())))) {
                    joined.add(trace);
                }
            }
        }
        return result();
    }

    private Result result() {
        return new Result(truth.size(), found, right.size(), joined.size());
    }

    /** Span to the span that caused it; the empty string for none. */
    private static Map<String, String> edges(List<Ledger.Entry> hops) {
        Map<String, String> edges = new HashMap<>();
        for (Ledger.Entry hop : hops) {
            String parent = hop.span().parentSpanId();
            edges.put(hop.span().spanId(), parent == null ? "" : parent);
        }
        return edges;
    }

    static Map<String, String> edges(JsonNode flow) {
        Map<String, String> spans = new HashMap<>();
        for (JsonNode hop : flow.path("hops")) {
            spans.put(hop.path("id").asText(), hop.path("span").asText(""));
        }
        Map<String, String> edges = new HashMap<>();
        for (JsonNode hop : flow.path("hops")) {
            String parent = hop.path("parent").asText("");
            edges.put(hop.path("span").asText(""), spans.getOrDefault(parent, ""));
        }
        return edges;
    }
}
