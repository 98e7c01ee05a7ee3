package io.throughline.core.infer;

import io.throughline.core.infer.Learned.Call;
import io.throughline.core.infer.Learned.Remembered;
import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
        Map<String, Span> byId = byId(upTo(requestsUntil, callsUntil, spans));
        return decide(byId, edges(byId, learned), learned, byId.keySet(), requestsUntil, callsUntil);
    }

    /**
     * The same for spans of which ids tell all, without learning anything.
     *
     * @return null where they do not tell all
     */
    public static @Nullable List<Unit> byIds(Collection<Span> spans, long requestsUntil, long callsUntil) {
        if (spans.stream().anyMatch(span -> span.trace() == null)) {
            return null;
        }
        Spans columns = new Spans(spans, List.of(), Map.of());
        List<Edge> edges = columns.ids().allEdges(columns);
        return edges == null ? null : decide(byId(spans), edges, new Learned(), Set.of(), requestsUntil, callsUntil);
    }

    /**
     * Judges once more where one flow reaches the instance by several requests: which of them calls shows only when it is known that
     * they belong together. All else stays as it was found.
     *
     * @param spans all that are known and not decided again, of one instance
     * @param first what was found before, for spans among these
     * @param flowOf flows by the ids of inbound spans, as far as they are known
     * @param learned of those that were decided again before; grows by those that are decided again now
     * @param until requests that ended by then and calls that began by then are decided, in microseconds since 1970
     */
    public static List<Unit> again(
            Collection<Span> spans, Collection<Edge> first, Map<String, String> flowOf, Learned learned, long until) {
        Map<String, Span> byId = byId(upTo(until, until, spans));
        Set<String> several = several(byId.values(), flowOf);
        List<Span> busy = new ArrayList<>();
        for (List<Span> stretch : several.isEmpty() ? List.<List<Span>>of() : Stretches.of(byId.values())) {
            if (!Stretches.hasOneRequest(stretch)
                    && stretch.stream().anyMatch(span -> several.contains(flowOf.getOrDefault(span.id(), "")))) {
                busy.addAll(stretch);
            }
        }
        Set<String> judged = new HashSet<>();
        busy.forEach(span -> judged.add(span.id()));
        List<Edge> edges = new ArrayList<>();
        first.stream()
                .filter(edge -> byId.containsKey(edge.child()) && !judged.contains(edge.child()))
                .forEach(edges::add);
        edges.addAll(CallMatcher.match(busy, flowOf, learned.about(busy)));
        return decide(byId, edges, learned, judged, until, until);
    }

    /**
     * Those that bear on what is decided: it, what went on beside it, and what went on beside that. Whatever began later is looked at when
     * its time has come, instead of each time until then.
     */
    private static Collection<Span> upTo(long requestsUntil, long callsUntil, Collection<Span> spans) {
        long decided = spans.stream()
                .filter(span -> !span.mayBeCaused() && span.end() <= requestsUntil)
                .mapToLong(Span::end)
                .reduce(callsUntil, Math::max);
        long beside = spans.stream()
                .filter(span -> !span.mayBeCaused() && span.start() <= decided)
                .mapToLong(Span::end)
                .reduce(decided, Math::max);
        return spans.stream()
                .filter(span -> span.start() - Stretches.APART <= beside)
                .toList();
    }

    private static Set<String> several(Collection<Span> spans, Map<String, String> flowOf) {
        Set<String> once = new HashSet<>();
        Set<String> several = new HashSet<>();
        for (Span span : spans) {
            String flow = flowOf.get(span.id());
            if (flow != null && !span.mayBeCaused() && !once.add(flow)) {
                several.add(flow);
            }
        }
        return several;
    }

    private static Map<String, Span> byId(Collection<Span> spans) {
        Map<String, Span> byId = new HashMap<>();
        spans.forEach(span -> byId.put(span.id(), span));
        return byId;
    }

    /** @param toRemember those whose ways are worth learning */
    private static List<Unit> decide(
            Map<String, Span> byId,
            List<Edge> edges,
            Learned learned,
            Set<String> toRemember,
            long requestsUntil,
            long callsUntil) {
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
                if (toRemember.contains(span.id())) {
                    remember(span, below, byId, learned);
                }
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
