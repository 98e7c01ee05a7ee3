package io.throughline.api.map;

import io.throughline.core.model.EdgeMinute;
import io.throughline.core.store.ReportStore.ApiSummary;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services and the calls between them, both sorted by name. */
record ServiceMap(List<Node> nodes, List<Edge> edges) {
    /**
     * @param requests as the service's own inbound hops tell; where it has none, as its callers tell
     */
    record Node(String service, long requests, long errors) {
        Node plus(long moreRequests, long moreErrors) {
            return new Node(service, requests + moreRequests, errors + moreErrors);
        }
    }

    /** Quantiles in microseconds. */
    record Edge(String caller, String callee, long calls, long errors, long p50Us, long p95Us, long p99Us) {
        static Edge of(EdgeMinute edge) {
            return new Edge(
                    edge.caller(),
                    edge.callee(),
                    edge.calls(),
                    edge.errors(),
                    edge.latency().quantile(0.5),
                    edge.latency().quantile(0.95),
                    edge.latency().quantile(0.99));
        }
    }

    static ServiceMap of(List<EdgeMinute> edges, List<ApiSummary> apis) {
        SortedMap<String, Node> told = new TreeMap<>();
        for (ApiSummary api : apis) {
            told.merge(
                    api.service(),
                    new Node(api.service(), api.requests(), api.errors()),
                    (node, more) -> node.plus(more.requests(), more.errors()));
        }
        SortedMap<String, Node> seen = new TreeMap<>();
        for (EdgeMinute edge : edges) {
            seen.merge(
                    edge.callee(),
                    new Node(edge.callee(), edge.calls(), edge.errors()),
                    (node, more) -> node.plus(more.requests(), more.errors()));
            seen.putIfAbsent(edge.caller(), new Node(edge.caller(), 0, 0));
        }
        seen.putAll(told);
        return new ServiceMap(
                List.copyOf(seen.values()),
                edges.stream()
                        .map(Edge::of)
                        .sorted(Comparator.comparing(Edge::caller).thenComparing(Edge::callee))
                        .toList());
    }
}
