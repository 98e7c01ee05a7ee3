package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service calls a service that it never called, within ordinary requests. Gross: twenty times within some minutes. Subtle: once.
 */
final class NewEdge implements Misuse {
    @Override
    public String behaviour() {
        return "new-edge";
    }

    @Override
    public Set<String> rules() {
        return Set.of("new-edge");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String[]> pairs = new ArrayList<>();
        for (String caller : scene.facts().callees().keySet()) {
            for (String callee : scene.facts().services()) {
                if (!caller.equals(callee)
                        && !callee.equals(scene.traffic().gateway())
                        && !scene.facts().calleesOf(caller).contains(callee)) {
                    pairs.add(new String[] {caller, callee});
                }
            }
        }
        if (scene.number() >= pairs.size()) {
            return Optional.empty();
        }
        String[] pair = TrafficFacts.shuffled(pairs).get(scene.number());
        List<ObjectNode> hops = new ArrayList<>();
        List<ObjectNode> wrong = new ArrayList<>();
        for (long time : scene.times(strength == Strength.GROSS ? 20 : 1, 5_000_000)) {
            TrafficFlow flow = scene.through(pair[0], time);
            ObjectNode above = flow == null ? null : scene.within(flow, pair[0]);
            if (flow == null || above == null) {
                return Optional.empty();
            }
            hops.addAll(flow.hops());
            wrong.addAll(Calls.known(scene, above, pair[1]));
        }
        hops.addAll(wrong);
        return Optional.of(new Injection(hops, Calls.ids(wrong), Map.of("service.name", pair[0], "peer", pair[1])));
    }
}
