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
    private int found;
    private int compared;
    private int joined;

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
     * @param compared those of them that were looked at edge by edge
     * @param joined those of which every hop hangs under the very hop that caused it
     */
    record Result(int expected, int found, int complete, int compared, int joined) {
        boolean perfect() {
            return complete == expected && compared > 0 && joined == compared;
        }

        double joinedShare() {
            return compared == 0 ? 0 : (double) joined / compared;
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
        return result();
    }

    /**
     * Reads flows that have the right number of hops and compares their edges; takes some milliseconds a flow.
     *
     * @param most flows to read, chosen by their id and so at random
     */
    Result compareEdges(LineClient line, int most) throws IOException, InterruptedException {
        compared = 0;
        joined = 0;
        for (String trace : right.stream().sorted().limit(most).toList()) {
            Optional<JsonNode> flow = line.flow(trace);
            compared++;
            if (flow.isPresent() && edges(flow.get()).equals(edges(truth.getOrDefault(trace, List.of())))) {
                joined++;
            }
        }
        return result();
    }

    private Result result() {
        return new Result(truth.size(), found, right.size(), compared, joined);
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
