package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service calls addresses that it never called, one after the other, as somebody does who looks around. Gross: thirty within a minute. Subtle: four within
 * six minutes, one call each. Only the caller's records tell of it.
 */
final class FanOut implements Misuse {
    private static final long MINUTE_MICROS = 60_000_000;

    @Override
    public String behaviour() {
        return "fan-out";
    }

    @Override
    public Set<String> rules() {
        return Set.of("fan-out");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String> services = TrafficFacts.shuffled(scene.facts().services());
        String service = services.get(scene.number() % services.size());
        boolean gross = strength == Strength.GROSS;
        List<ObjectNode> hops = new ArrayList<>();
        List<ObjectNode> wrong = new ArrayList<>();
        int host = 0;
        for (long time : scene.times(gross ? 30 : 4, gross ? 2_000_000 : 3 * MINUTE_MICROS / 2)) {
            TrafficFlow flow = scene.through(service, time);
            ObjectNode above = flow == null ? null : scene.within(flow, service);
            if (flow == null || above == null) {
                return Optional.empty();
            }
            hops.addAll(flow.hops());
            String target = "10.9." + scene.number() + "." + (100 + host++) + ":6379";
            wrong.add(scene.call(above, target, null, null, Hops.start(above) + 400));
        }
        hops.addAll(wrong);
        return Optional.of(new Injection(hops, Calls.ids(wrong), Map.of("service.name", service)));
    }
}
