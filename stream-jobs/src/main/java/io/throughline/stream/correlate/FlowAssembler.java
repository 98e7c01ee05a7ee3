package io.throughline.stream.correlate;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Builds a flow's tree from the records that carry its id.
 *
 * <ol>
 *   <li>Every record of a request is a hop. Other lines belong to the hop of their service and span; a span known only by its
 *       lines becomes a hop of its own, from its first to its last line.
 *   <li>A hop's parent is the hop whose span it names as parent, or that carries its very span one side earlier (B3's shared
 *       spans; callers that log their server span with outbound calls). Where several fit, the one that contains it in time, and
 *       the confidence is shared between them.
 *   <li>A hop whose parent no record tells stays without one: the trace id alone says that it belongs, not where.
 * </ol>
 *
 * The result depends on the set of parts only, never on their order.
 */
public final class FlowAssembler {
    private static final Comparator<FlowPart> BY_TIME = Comparator.comparing(FlowPart::time)
            .thenComparing(FlowPart::source)
            .thenComparingLong(FlowPart::offset)
            // Of a record that is there twice the first is kept.
            .thenComparing(part -> part.placed() == null);
    private static final Comparator<Node> BY_START = Comparator.comparing((Node node) -> node.start)
            .thenComparing(node -> node.end, Comparator.reverseOrder())
            .thenComparing(node -> node.vantage)
            .thenComparing(node -> node.id);

    private FlowAssembler() {}

    /**
     * @param id the flow's
     * @param parts at least one, all of the flow; a record that is there twice counts once
     * @param dropped records of the flow that were counted and not kept
     */
    public static Flow assemble(String id, Collection<FlowPart> parts, int dropped, boolean closed) {
        List<FlowPart> inOrder = new ArrayList<>(parts);
        inOrder.sort(BY_TIME);
        dropRepeated(inOrder);
        List<Node> nodes = nodes(inOrder);
        nodes.sort(BY_START);
        int droppedHops = Math.max(0, nodes.size() - Flow.MAX_HOPS);
        if (droppedHops > 0) {
            nodes = new ArrayList<>(nodes.subList(0, Flow.MAX_HOPS));
        }
        link(nodes);
        return flow(id, inOrder, nodes, dropped, droppedHops, closed);
    }

    private static void dropRepeated(List<FlowPart> inOrder) {
        FlowPart[] last = new FlowPart[1];
        inOrder.removeIf(part -> {
            boolean repeated = last[0] != null && part.sameRecord(last[0]);
            last[0] = part;
            return repeated;
        });
    }

    private static Flow flow(
            String id, List<FlowPart> parts, List<Node> nodes, int dropped, int droppedHops, boolean closed) {
        Node root =
                nodes.stream().filter(node -> node.parent == null).findFirst().orElse(nodes.getFirst());
        TreeSet<String> services = new TreeSet<>();
        Instant start = root.start;
        Instant end = root.end;
        boolean failed = false;
        List<FlowHop> hops = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            services.add(node.service);
            start = node.start.isBefore(start) ? node.start : start;
            end = node.end.isAfter(end) ? node.end : end;
            failed |= node.failed;
            hops.add(node.toHop());
        }
        boolean hasTrace = parts.stream().anyMatch(part -> part.evidence() == EdgeEvidence.TRACE);
        return new Flow(
                id,
                hasTrace ? id : null,
                start,
                end,
                root.service,
                root.hop == null ? null : root.hop.operation(),
                root.hop == null ? null : root.hop.status(),
                failed,
                List.copyOf(services),
                hops,
                parts.size() + dropped,
                droppedHops,
                closed);
    }

    private static List<Node> nodes(List<FlowPart> parts) {
        List<Node> nodes = new ArrayList<>();
        Map<SpanOfService, Node> hopOfSpan = new HashMap<>();
        for (FlowPart part : parts) {
            if (part.hop() != null) {
                Node node = new Node(part, part.hop());
                nodes.add(node);
                // Lines written within a request belong to the inbound side, whatever calls share its span.
                hopOfSpan.merge(
                        SpanOfService.of(part),
                        node,
                        (known, next) -> next.vantage.compareTo(known.vantage) < 0 ? next : known);
            }
        }
        for (FlowPart part : parts) {
            if (part.hop() == null) {
                SpanOfService span = SpanOfService.of(part);
                Node node = hopOfSpan.get(span);
                if (node == null) {
                    node = new Node(part, null);
                    nodes.add(node);
                    hopOfSpan.put(span, node);
                } else {
                    node.addLine(part);
                }
            }
        }
        return nodes;
    }

    private static void link(List<Node> nodes) {
        Map<String, List<Node>> bySpan = new HashMap<>();
        for (Node node : nodes) {
            if (node.span != null) {
                bySpan.computeIfAbsent(node.span, span -> new ArrayList<>(2)).add(node);
            }
        }
        Map<String, Node> byId = new HashMap<>();
        nodes.forEach(node -> byId.put(node.id, node));
        for (Node node : nodes) {
            List<Node> candidates = new ArrayList<>(2);
            if (node.parentSpan != null) {
                candidates.addAll(bySpan.getOrDefault(node.parentSpan, List.of()));
                candidates.removeIf(candidate -> candidate == node || !mayCause(candidate, node));
            }
            if (candidates.isEmpty() && node.span != null) {
                for (Node sameSpan : bySpan.getOrDefault(node.span, List.of())) {
                    if (sameSpan != node && sharesSpanWithChild(sameSpan, node)) {
                        candidates.add(sameSpan);
                    }
                }
            }
            if (candidates.isEmpty() && node.placed != null) {
                node.linkTo(node.placed, byId);
            } else {
                node.linkTo(candidates);
            }
        }
        for (Node node : nodes) {
            node.cutCycle(nodes.size());
        }
    }

    /** A call is made within one service and reaches another, or the same one through an outbound hop. */
    private static boolean mayCause(Node parent, Node child) {
        boolean within = parent.service.equals(child.service);
        return switch (child.vantage) {
            case INBOUND -> !within || parent.vantage != Vantage.INBOUND;
            case OUTBOUND -> within && parent.vantage != Vantage.OUTBOUND;
            case INTERNAL -> true;
        };
    }

    private static boolean sharesSpanWithChild(Node parent, Node child) {
        boolean within = parent.service.equals(child.service);
        return switch (child.vantage) {
            case INBOUND -> parent.vantage == Vantage.OUTBOUND && !within;
            case OUTBOUND -> parent.vantage == Vantage.INBOUND && within;
            case INTERNAL -> parent.vantage == Vantage.INBOUND && within;
        };
    }

    private record SpanOfService(
            String service,
            @Nullable String instance,
            @Nullable String span) {
        static SpanOfService of(FlowPart part) {
            return new SpanOfService(part.service(), part.instance(), part.span());
        }
    }

    /** A hop while its flow is being built. */
    private static final class Node {
        final String id;
        final String service;
        final @Nullable String instance;
        final String host;
        final Vantage vantage;
        final @Nullable Hop hop;
        final @Nullable String span;
        final @Nullable String parentSpan;
        final FlowPart.@Nullable Placed placed;
        final List<FlowPart> parts = new ArrayList<>(4);
        Instant start;
        Instant end;
        boolean failed;

        @Nullable
        Node parent;

        /** The parent where it is in another flow, which this one goes on. */
        @Nullable
        String elsewhere;

        EdgeEvidence evidence;
        double confidence = 1;
        List<FlowHop.Other> others = List.of();

        Node(FlowPart part, @Nullable Hop hop) {
            this.service = part.service();
            this.instance = part.instance();
            this.host = part.host();
            this.hop = hop;
            this.vantage = hop == null ? Vantage.INTERNAL : hop.vantage();
            this.span = part.span();
            this.parentSpan = part.parentSpan();
            this.placed = part.placed();
            this.id = hop == null ? "lines-" + part.event() : hop.id();
            this.start = hop == null ? part.time() : hop.start();
            this.end = hop == null ? part.time() : hop.end();
            this.failed = part.failed();
            this.evidence = part.evidence();
            parts.add(part);
        }

        /** A hop's own times are measured; a hop known by its lines lasts as long as they do. */
        void addLine(FlowPart part) {
            parts.add(part);
            failed |= part.failed();
            if (hop == null && part.time().isAfter(end)) {
                end = part.time();
            }
        }

        void linkTo(FlowPart.Placed place, Map<String, Node> byId) {
            parent = place.parent() == null ? null : byId.get(place.parent());
            elsewhere = parent == null ? place.parent() : null;
            evidence = place.evidence();
            others = place.others();
            confidence = place.parent() == null ? 1 : place.confidence();
        }

        void linkTo(List<Node> candidates) {
            if (candidates.isEmpty()) {
                return;
            }
            List<Node> fitting = candidates.stream().filter(this::fitsInto).toList();
            List<Node> choice = fitting.isEmpty() ? candidates : fitting;
            parent = choice.stream().min(BY_START.reversed()).orElseThrow();
            evidence = EdgeEvidence.PARENT_SPAN;
            confidence = 1.0 / choice.size();
        }

        private boolean fitsInto(Node candidate) {
            boolean peerFits = candidate.hop == null
                    || candidate.hop.peer() == null
                    || candidate.vantage != Vantage.OUTBOUND
                    || candidate.hop.peer().equals(service);
            return peerFits && !candidate.start.isAfter(start) && !candidate.end.isBefore(end);
        }

        /** Hostile or broken span ids may name each other as parents: such a ring has no root, so its edges go. */
        void cutCycle(int limit) {
            Node ancestor = parent;
            for (int steps = 0; ancestor != null && steps <= limit; steps++) {
                if (ancestor == this) {
                    parent = null;
                    evidence = EdgeEvidence.TRACE;
                    confidence = 1;
                    return;
                }
                ancestor = ancestor.parent;
            }
        }

        FlowHop toHop() {
            parts.sort(BY_TIME);
            return new FlowHop(
                    id,
                    parent == null ? elsewhere : parent.id,
                    evidence,
                    confidence,
                    others,
                    vantage,
                    service,
                    instance,
                    host,
                    hop == null ? null : hop.operation(),
                    hop == null ? null : hop.peer(),
                    span,
                    start,
                    Duration.between(start, end),
                    hop == null ? null : hop.status(),
                    failed,
                    parts.stream().map(FlowPart::event).toList());
        }
    }
}
