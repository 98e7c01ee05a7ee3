package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service that is only reached through others is asked directly for what it is usually asked for: its record is there, and none of what caused it. Gross:
 * twenty times within some minutes. Subtle: once.
 */
final class NoGateway implements Misuse {
    @Override
    public String behaviour() {
        return "no-gateway";
    }

    @Override
    public Set<String> rules() {
        return Set.of("no-gateway");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String> services = new ArrayList<>(scene.facts().endpoints().keySet());
        services.remove(scene.traffic().gateway());
        String service = TrafficFacts.shuffled(services).get(scene.number() % services.size());
        List<String> endpoints = List.copyOf(scene.facts().endpointsOf(service));
        List<ObjectNode> hops = new ArrayList<>();
        for (long time : Places.times(scene, strength)) {
            String endpoint = endpoints.get(scene.random().nextInt(endpoints.size()));
            int blank = endpoint.indexOf(' ');
            ObjectNode hop = scene.request(
                    service, endpoint.substring(0, blank), Calls.path(service, endpoint, scene), 200, time);
            hop.put("operation", endpoint.substring(blank + 1));
            hop.put("source_ip", "10.244.77." + (10 + scene.number()));
            hops.add(hop);
        }
        return Optional.of(Injection.allWrong(hops, Map.of("service.name", service)));
    }
}
