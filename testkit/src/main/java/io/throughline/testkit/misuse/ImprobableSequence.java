package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request does its steps in another way than its kind ever does. Gross: its service's calls in the opposite order, twenty times. Subtle: one
 * request in which the first of several steps is left out, with all that is below it.
 */
final class ImprobableSequence implements Misuse {
    @Override
    public String behaviour() {
        return "improbable-sequence";
    }

    @Override
    public Set<String> rules() {
        return Set.of("improbable-sequence");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<ObjectNode> hops = new ArrayList<>();
        Set<String> wrong = new HashSet<>();
        String service = "";
        for (long time : Places.times(scene, strength)) {
            TrafficFlow flow = scene.again(like -> !steps(like).isEmpty(), time);
            if (flow == null) {
                return Optional.empty();
            }
            List<ObjectNode> steps = steps(flow);
            String above = Hops.text(steps.getFirst(), "parent_span");
            service = Hops.text(steps.getFirst(), "service");
            flow.hops().stream()
                    .filter(hop -> Hops.text(hop, "span").equals(above))
                    .forEach(hop -> wrong.add(Hops.text(hop, "id")));
            if (strength == Strength.GROSS) {
                hops.addAll(reversed(flow, steps, wrong));
            } else {
                Set<String> gone = below(flow, steps.getFirst());
                flow.hops().stream()
                        .filter(hop -> !gone.contains(Hops.text(hop, "span")))
                        .forEach(hops::add);
            }
        }
        return Optional.of(new Injection(hops, wrong, Map.of("service.name", service)));
    }

    /** Three or more calls of one hop to as many services, of which none runs while another does; empty where no hop has such. */
    private static List<ObjectNode> steps(TrafficFlow flow) {
        for (ObjectNode above : flow.hops()) {
            List<ObjectNode> calls = flow.hops().stream()
                    .filter(hop ->
                            Hops.calls(hop) && Hops.text(hop, "parent_span").equals(Hops.text(above, "span")))
                    .toList();
            Set<String> peers = new HashSet<>();
            boolean apart = calls.size() >= 3;
            for (int i = 0; i < calls.size(); i++) {
                peers.add(Hops.text(calls.get(i), "peer"));
                apart &= i == 0 || Hops.start(calls.get(i)) >= Hops.end(calls.get(i - 1));
            }
            if (apart && peers.size() == calls.size()) {
                return calls;
            }
        }
        return List.of();
    }

    /** The same calls, the last first, each with all below it. */
    private static List<ObjectNode> reversed(TrafficFlow flow, List<ObjectNode> steps, Set<String> wrong) {
        long begin = Hops.start(steps.getFirst());
        long end = Hops.end(steps.getLast());
        List<ObjectNode> hops = new ArrayList<>(flow.hops());
        for (ObjectNode step : steps) {
            wrong.add(Hops.text(step, "id"));
            long later = begin + (end - Hops.end(step)) - Hops.start(step);
            Set<String> moved = below(flow, step);
            flow.hops().stream()
                    .filter(hop -> moved.contains(Hops.text(hop, "span")))
                    .forEach(hop -> hop.put("start_us", Hops.start(hop) + later));
        }
        return hops;
    }

    private static Set<String> below(TrafficFlow flow, ObjectNode step) {
        Set<String> spans = new HashSet<>(Set.of(Hops.text(step, "span")));
        boolean grew = true;
        while (grew) {
            grew = false;
            for (ObjectNode hop : flow.hops()) {
                grew |= spans.contains(Hops.text(hop, "parent_span")) && spans.add(Hops.text(hop, "span"));
            }
        }
        return spans;
    }
}
