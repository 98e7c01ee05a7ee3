package io.throughline.core.infer;

import io.throughline.core.infer.Learned.Call;
import io.throughline.core.infer.Learned.Remembered;
import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an instance's spans is decided at some moment, and what has to wait: for requests that are still going on, and so are not
 * known yet, though calls of theirs may be.
 */
public final class Judgement {
    private static final Comparator<Span> BY_START =
            Comparator.comparingLong(Span::start).thenComparing(Span::id);

    private Judgement() {}

    /**
     * A request with all that it caused within its instance, directly and through internal spans; or a call that no request seen has
     * caused, with what lies in it.
     *
     * @param root the id of the inbound span, or of the call that stands alone
     * @param edges of all its spans but the root, in the order of their starts
     */
    public record Unit(String root, List<Edge> edges) {
        public Unit {
            edges = List.copyOf(edges);
        }
    }

    /**
     * @param spans all that are known and not decided, of one instance
     * @param learned what was decided before; grows by what is decided now
     * @param requestsUntil requests that ended by then are decided, in microseconds since 1970
     * @param callsUntil calls that began by then and belong to no request are decided
     */
    public static List<Unit> of(Collection<Span> spans, Learned learned, long requestsUntil, long callsUntil) {
        Map<String, Span> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.id(), span));
        List<Edge> edges = edges(byId, learned);
        Map<String, Edge> edgeOf = new HashMap<>();
        edges.forEach(edge -> edgeOf.put(edge.child(), edge));
        Map<String, List<Edge>> below = below(edges);
        List<Unit> units = new ArrayList<>();
        byId.values().stream().sorted(BY_START).forEach(span -> {
            Edge edge = edgeOf.get(span.id());
            boolean decided =
                    edge == null ? span.end() <= requestsUntil : edge.parent() == null && span.start() <= callsUntil;
            if (decided) {
                List<Edge> members = new ArrayList<>();
                collect(span.id(), below, members);
                members.sort(Comparator.comparing(each -> span(byId, each.child()), BY_START));
                units.add(new Unit(span.id(), members));
                remember(span, below, byId, learned);
            }
        });
        return units;
    }

    /** Quiet stretches by themselves; then all others together, by what the quiet ones teach. */
    private static List<Edge> edges(Map<String, Span> byId, Learned learned) {
        List<Edge> edges = new ArrayList<>();
        List<Span> busy = new ArrayList<>();
        List<Span> quiet = new ArrayList<>();
        Map<Vantage, Long> resolutions = Spans.resolutions(byId.values(), learned);
        for (List<Span> stretch : Stretches.of(byId.values())) {
            if (Stretches.hasOneRequest(stretch)) {
                edges.addAll(Stretches.nested(stretch, resolutions));
                quiet.addAll(stretch);
            } else {
                busy.addAll(stretch);
            }
        }
        if (!busy.isEmpty()) {
            Learned now = learned.about(busy);
            Map<String, List<Edge>> below = below(edges);
            quiet.stream().filter(span -> !span.mayBeCaused()).forEach(span -> remember(span, below, byId, now));
            edges.addAll(CallMatcher.match(busy, Map.of(), now.about(busy)));
        }
        return edges;
    }

    private static Map<String, List<Edge>> below(List<Edge> edges) {
        Map<String, List<Edge>> below = new HashMap<>();
        for (Edge edge : edges) {
            if (edge.parent() != null) {
                below.computeIfAbsent(edge.parent(), any -> new ArrayList<>()).add(edge);
            }
        }
        return below;
    }

    private static Span span(Map<String, Span> byId, String id) {
        Span span = byId.get(id);
        if (span == null) {
            throw new IllegalStateException("an edge names " + id + ", which is no span");
        }
        return span;
    }

    private static void collect(String id, Map<String, List<Edge>> below, List<Edge> into) {
        List<String> open = new ArrayList<>(List.of(id));
        while (!open.isEmpty()) {
            for (Edge edge : below.getOrDefault(open.removeLast(), List.of())) {
                into.add(edge);
                open.add(edge.child());
            }
        }
    }

    private static void remember(Span root, Map<String, List<Edge>> below, Map<String, Span> byId, Learned learned) {
        List<Span> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Span span = open.removeLast();
            if (span.mayCause()) {
                List<Call> calls = new ArrayList<>();
                below.getOrDefault(span.id(), List.of()).stream()
                        .sorted(Comparator.comparing(edge -> span(byId, edge.child()), BY_START))
                        .forEach(edge -> {
                            Span child = span(byId, edge.child());
                            calls.add(new Call(
                                    Spans.name(child), child.start(), child.end(), child.end() > span.end(), (float)
                                            edge.confidence()));
                            open.add(child);
                        });
                learned.add(new Remembered(Spans.name(span), span.start(), span.end(), calls));
            }
        }
    }
}
