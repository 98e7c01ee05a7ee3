package io.throughline.stream.correlate;

import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is worth comparing of one closed flow with others: where it began, which services it reached, and what each request within it called.
 * Told once, when the flow closes.
 *
 * @param known when the stream knew, in event time
 * @param whole whether every hop's place is known: no part was dropped, and no hop but the first lacks a parent
 * @param reached the first hop of each service, the root's among them
 */
public record FlowTraits(
        String flow, Instant start, Instant known, Place root, boolean whole, List<Place> reached, List<Work> works) {
    public FlowTraits {
        reached = List.copyOf(reached);
        works = List.copyOf(works);
    }

    public Set<String> services() {
        return Set.copyOf(reached.stream().map(Place::service).toList());
    }

    /**
     * One hop.
     *
     * @param endpoint method and path with its ids replaced, or the operation; empty where the record does not tell
     */
    public record Place(String service, String endpoint, Evidence evidence) {}

    /**
     * What one kind of request called: the same calls of the same kind of request within one flow are one.
     *
     * @param calls in their order, each {@code service endpoint}; those that ran at the same time in the order of their names; the same
     *     again and again counts once
     * @param failed whether the request failed, so that it may have ended early
     * @param evidence of the request, then of its calls, at most {@value #MAX_EVIDENCE}
     */
    public record Work(String service, String endpoint, List<String> calls, boolean failed, List<Evidence> evidence) {
        public static final int MAX_EVIDENCE = 24;

        public Work {
            calls = List.copyOf(calls);
            evidence = List.copyOf(evidence);
        }
    }
}
