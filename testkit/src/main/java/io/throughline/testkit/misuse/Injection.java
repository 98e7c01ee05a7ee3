package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Misuse done once.
 *
 * @param hops all records that come with it, ordinary ones among them where a request began as usual
 * @param wrong the ids of those that are the misuse
 * @param blame who or what did it, in the words of an alert's entity
 */
public record Injection(List<ObjectNode> hops, Set<String> wrong, Map<String, String> blame) {
    public Injection {
        hops = List.copyOf(hops);
        wrong = Set.copyOf(new TreeSet<>(wrong));
        blame = Map.copyOf(blame);
    }

    /** Where every record is misuse. */
    public static Injection allWrong(List<ObjectNode> hops, Map<String, String> blame) {
        Set<String> ids = new TreeSet<>();
        hops.forEach(hop -> ids.add(Hops.text(hop, "id")));
        return new Injection(hops, ids, blame);
    }
}
