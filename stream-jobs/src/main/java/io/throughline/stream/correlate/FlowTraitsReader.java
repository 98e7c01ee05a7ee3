package io.throughline.stream.correlate;

import io.throughline.core.model.Evidence;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.PathTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@link FlowTraits} off a flow and its records. Edges that are not sure are left out, and so is the work that they belong to. */
final class FlowTraitsReader {
    /** Calls of one request that are compared; of a request with more, these are the first. */
    static final int MAX_CALLS = 64;

    /** An inferred edge below this may as well be another's. */
    private static final double SURE = 0.9;

    private static final Comparator<FlowHop> BY_START =
            Comparator.comparing(FlowHop::start).thenComparing(FlowHop::id);

    private final Flow flow;
    private final Map<String, FlowPart> partOfHop = new HashMap<>();
    private final Map<String, List<FlowHop>> children = new HashMap<>();

    private FlowTraitsReader(Flow flow, Collection<FlowPart> parts) {
        this.flow = flow;
        for (FlowPart part : parts) {
            if (part.hop() != null) {
                partOfHop.put(part.hop().id(), part);
            }
        }
        for (FlowHop hop : flow.hops()) {
            if (hop.parent() != null) {
                children.computeIfAbsent(hop.parent(), any -> new ArrayList<>()).add(hop);
            }
        }
    }

    /** Null for a flow of lines only. */
    static @Nullable FlowTraits read(Flow flow, Collection<FlowPart> parts, Instant known) {
        return new FlowTraitsReader(flow, parts).traits(known);
    }

    private @Nullable FlowTraits traits(Instant known) {
        FlowHop root = null;
        int roots = 0;
        Map<String, FlowTraits.Place> reached = new LinkedHashMap<>();
        Map<String, FlowTraits.Work> works = new LinkedHashMap<>();
        for (FlowHop hop : flow.hops()) {
            FlowPart part = partOfHop.get(hop.id());
            if (part == null) {
                continue;
            }
            roots += hop.parent() == null ? 1 : 0;
            root = root == null && hop.parent() == null ? hop : root;
            if (hop.vantage() == Vantage.INBOUND) {
                reached.putIfAbsent(hop.service(), place(hop, part));
                FlowTraits.Work work = work(hop, part);
                if (work != null) {
                    works.putIfAbsent(work.service() + '\0' + work.endpoint() + '\0' + work.calls(), work);
                }
            } else if (hop.vantage() == Vantage.OUTBOUND && hop.peer() != null) {
                reached.putIfAbsent(hop.peer(), new FlowTraits.Place(hop.peer(), asked(hop, part), evidence(part)));
            }
        }
        FlowPart first = root == null ? null : partOfHop.get(root.id());
        if (root == null || first == null) {
            return null;
        }
        boolean whole = roots == 1 && flow.droppedHops() == 0;
        return new FlowTraits(
                flow.id(),
                flow.start(),
                known,
                place(root, first),
                whole,
                List.copyOf(reached.values()),
                List.copyOf(works.values()));
    }

    private FlowTraits.Place place(FlowHop hop, FlowPart part) {
        return new FlowTraits.Place(hop.service(), endpoint(part.hop(), hop.operation()), evidence(part));
    }

    private Evidence evidence(FlowPart part) {
        return new Evidence(part.event(), flow.id(), part.source(), part.offset());
    }

    private static String endpoint(@Nullable Hop hop, @Nullable String operation) {
        if (hop != null && hop.path() != null) {
            return (hop.method() == null ? "-" : hop.method()) + " " + template(hop);
        }
        return operation == null ? "" : PathTemplate.of(operation);
    }

    /** A route that the record names is better than what looks like one. */
    private static String template(Hop hop) {
        String operation = hop.operation();
        return operation != null && operation.startsWith("/") && operation.contains("{")
                ? operation
                : String.valueOf(HopFacts.template(hop));
    }

    /** One call of another service. */
    private record Called(String name, FlowHop hop, FlowPart part) {}

    /** Null for one that calls nobody, and where a place is not sure. */
    private FlowTraits.@Nullable Work work(FlowHop request, FlowPart part) {
        List<Called> calls = new ArrayList<>();
        if (!collect(request, request.service(), calls, 0) || calls.isEmpty()) {
            return null;
        }
        calls.sort(Comparator.comparing(Called::hop, BY_START));
        List<Evidence> evidence = new ArrayList<>(List.of(evidence(part)));
        List<String> names = new ArrayList<>();
        boolean failed = request.failed();
        for (int from = 0; from < calls.size() && names.size() < MAX_CALLS; ) {
            int to = from + 1;
            Instant end = calls.get(from).hop.end();
            while (to < calls.size() && calls.get(to).hop.start().isBefore(end)) {
                end = calls.get(to).hop.end().isAfter(end) ? calls.get(to).hop.end() : end;
                to++;
            }
            List<Called> together = new ArrayList<>(calls.subList(from, to));
            together.sort(Comparator.comparing(Called::name));
            for (Called call : together) {
                if (names.isEmpty() || !names.getLast().equals(call.name)) {
                    names.add(call.name);
                }
                failed |= call.hop.failed();
                if (evidence.size() < FlowTraits.Work.MAX_EVIDENCE) {
                    evidence.add(evidence(call.part));
                }
            }
            from = to;
        }
        return new FlowTraits.Work(
                request.service(), endpoint(part.hop(), request.operation()), names, failed, evidence);
    }

    /** Calls below a hop, however deep within its own service. False where the place of one is not sure. */
    private boolean collect(FlowHop above, String service, List<Called> calls, int depth) {
        for (FlowHop hop : children.getOrDefault(above.id(), List.of())) {
            FlowPart part = partOfHop.get(hop.id());
            if (hop.confidence() < SURE || part == null) {
                return false;
            }
            boolean outbound = hop.vantage() == Vantage.OUTBOUND;
            if (!hop.service().equals(service)) {
                calls.add(new Called(hop.service() + " " + endpoint(part.hop(), hop.operation()), hop, part));
            } else if (outbound && hop.peer() != null) {
                calls.add(new Called(hop.peer() + " " + asked(hop, part), hop, part));
            } else if (depth < MAX_CALLS && !collect(hop, service, calls, depth + 1)) {
                return false;
            }
        }
        return calls.size() <= 16 * MAX_CALLS;
    }

    /** What was asked, as the called tells it, else as the caller does. */
    private String asked(FlowHop call, FlowPart part) {
        for (FlowHop hop : children.getOrDefault(call.id(), List.of())) {
            FlowPart called = partOfHop.get(hop.id());
            if (hop.vantage() == Vantage.INBOUND && called != null) {
                return endpoint(called.hop(), hop.operation());
            }
        }
        return endpoint(part.hop(), call.operation());
    }
}
