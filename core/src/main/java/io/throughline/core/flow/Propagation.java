package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Vantage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which services lose the context of a trace: of the requests that came in with ids and led to calls of other services, the
 * share whose calls arrived without those ids and could only be joined by their connection or by inference. A service with a high
 * share does not pass ids on, or what it calls does not log them. Fed with flows, in any order.
 */
public final class Propagation {
    private final Map<String, Counts> services = new HashMap<>();

    /**
     * One service.
     *
     * @param requests inbound, with ids, that led to calls of other services
     * @param lost those of them with at least one call that arrived without the ids
     */
    public record Share(String service, long requests, long lost) {
        /** 0 to 1. */
        public double lostShare() {
            return (double) lost / requests;
        }
    }

    /** Each flow once. */
    public void add(Flow flow) {
        HopTree tree = HopTree.of(flow);
        for (int hop : tree.downwards()) {
            if (tree.hop(hop).vantage() == Vantage.INBOUND && hasContext(tree.hop(hop))) {
                count(tree, hop);
            }
        }
    }

    private static boolean hasContext(FlowHop hop) {
        return hop.span() != null || isById(hop.evidence());
    }

    private static boolean isById(EdgeEvidence evidence) {
        return switch (evidence) {
            case PARENT_SPAN, TRACE, REQUEST_ID -> true;
            case LINK, INFERENCE -> false;
        };
    }

    /** The calls of a request are the nearest hops of other services below it, behind the service's own outbound hops. */
    private void count(HopTree tree, int request) {
        String service = tree.hop(request).service();
        long calls = 0;
        long lost = 0;
        Deque<Integer> open = new ArrayDeque<>(tree.children(request));
        while (!open.isEmpty()) {
            int below = open.remove();
            FlowHop hop = tree.hop(below);
            if (!hop.service().equals(service)) {
                calls++;
                lost += isById(hop.evidence()) ? 0 : 1;
            } else if (hop.vantage() != Vantage.INBOUND) {
                open.addAll(tree.children(below));
            }
        }
        if (calls > 0) {
            services.computeIfAbsent(service, name -> new Counts()).add(lost > 0);
        }
    }

    /** The services that lose most first; of equal shares the busier first, then by name. Only services with such requests. */
    public List<Share> shares() {
        return services.entrySet().stream()
                .map(entry -> new Share(entry.getKey(), entry.getValue().requests, entry.getValue().lost))
                .sorted(Comparator.comparingDouble(Share::lostShare)
                        .thenComparingLong(Share::requests)
                        .reversed()
                        .thenComparing(Share::service))
                .toList();
    }

    private static final class Counts {
        private long requests;
        private long lost;

        void add(boolean oneLost) {
            requests++;
            lost += oneLost ? 1 : 0;
        }
    }
}
