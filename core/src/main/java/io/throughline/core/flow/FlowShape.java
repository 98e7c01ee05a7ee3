package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Vantage;

/** What questions of structure ask of a flow. Each answer takes one pass over its hops. */
final class FlowShape {
    private final Flow flow;
    private final HopTree tree;

    FlowShape(Flow flow) {
        this.flow = flow;
        this.tree = HopTree.of(flow);
    }

    Flow flow() {
        return flow;
    }

    /**
     * Whether a hop of one service is above a hop of another, with no hop of a third between them.
     *
     * @param without empty for none
     */
    boolean reaches(String from, String to, String without) {
        boolean[] open = new boolean[flow.hops().size()];
        for (int hop : tree.downwards()) {
            int parent = tree.parent(hop);
            if (parent == HopTree.NONE) {
                continue;
            }
            String above = tree.hop(parent).service();
            open[hop] = above.equals(from) || (open[parent] && !above.equals(without));
            if (open[hop] && tree.hop(hop).service().equals(to)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a hop of one service is right above one of another; a service calls itself where a call of its own comes in again. */
    boolean calls(String from, String to) {
        for (int hop : tree.downwards()) {
            int parent = tree.parent(hop);
            if (parent != HopTree.NONE && isCall(tree.hop(parent), tree.hop(hop), from, to)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCall(FlowHop parent, FlowHop hop, String from, String to) {
        return parent.service().equals(from)
                && hop.service().equals(to)
                && (!from.equals(to) || hop.vantage() == Vantage.INBOUND);
    }

    /** Hops on the longest way down from a root. */
    int depth() {
        int[] depths = new int[flow.hops().size()];
        int deepest = 0;
        for (int hop : tree.downwards()) {
            int parent = tree.parent(hop);
            depths[hop] = parent == HopTree.NONE ? 1 : depths[parent] + 1;
            deepest = Math.max(deepest, depths[hop]);
        }
        return deepest;
    }

    /** The part of the edges that rest on times and structure alone, 0 to 1; 0 where there are no edges. */
    double inferredShare() {
        int edges = 0;
        int inferred = 0;
        for (int hop : tree.downwards()) {
            if (tree.parent(hop) != HopTree.NONE) {
                edges++;
                inferred += tree.hop(hop).evidence() == EdgeEvidence.INFERENCE ? 1 : 0;
            }
        }
        return edges == 0 ? 0 : (double) inferred / edges;
    }
}
