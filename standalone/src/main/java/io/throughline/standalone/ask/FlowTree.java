package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hops of a flow in the order in which a tree is printed. */
final class FlowTree {
    private FlowTree() {}

    /**
     * A hop and its place.
     *
     * @param above null for a root
     * @param last whether it is the last child of its parent
     */
    record Node(JsonNode hop, @Nullable Node above, boolean last, int depth) {}

    /** Parents before children, siblings by start. Every hop is given once, also where parents are missing or go in a circle. */
    static List<Node> of(JsonNode hops) {
        Map<String, List<JsonNode>> children = new HashMap<>();
        Set<String> ids = new HashSet<>();
        hops.forEach(hop -> ids.add(hop.path("id").asText()));
        List<JsonNode> roots = new ArrayList<>();
        for (JsonNode hop : hops) {
            String parent = hop.path("parent").asText("");
            if (hop.path("parent").isTextual() && ids.contains(parent)) {
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(hop);
            } else {
                roots.add(hop);
            }
        }
        Comparator<JsonNode> byStart = Comparator.<JsonNode, Instant>comparing(
                        hop -> Instant.parse(hop.path("start").asText()))
                .thenComparing(hop -> hop.path("id").asText());
        children.values().forEach(siblings -> siblings.sort(byStart));
        roots.sort(byStart);

        List<Node> nodes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        roots.forEach(root -> walk(root, children, seen, nodes));
        // What no root leads to is a circle; it is opened at its first hop.
        hops.forEach(hop -> walk(hop, children, seen, nodes));
        return nodes;
    }

    private static void walk(JsonNode root, Map<String, List<JsonNode>> children, Set<String> seen, List<Node> nodes) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(new Node(root, null, true, 0));
        while (!open.isEmpty()) {
            Node node = open.pop();
            String id = node.hop().path("id").asText();
            if (seen.add(id)) {
                nodes.add(node);
                List<JsonNode> below = children.getOrDefault(id, List.of());
                for (int i = below.size() - 1; i >= 0; i--) {
                    open.push(new Node(below.get(i), node, i == below.size() - 1, node.depth() + 1));
                }
            }
        }
    }
}
