package io.throughline.testkit.misuse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The gateway passes requests on to an endpoint that only services asked for. Gross: twenty times. Subtle: once.
 */
final class ExposedEndpoint implements Misuse {
    @Override
    public String behaviour() {
        return "internal-endpoint-exposed";
    }

    @Override
    public Set<String> rules() {
        return Set.of("internal-endpoint-exposed");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        String gateway = scene.traffic().gateway();
        List<String[]> internal = new ArrayList<>();
        for (String service : scene.facts().services()) {
            for (String endpoint : scene.facts().endpointsOf(service)) {
                Set<String> callers = scene.facts().callers().getOrDefault(service + " " + endpoint, Set.of());
                if (!callers.isEmpty() && !callers.contains(gateway) && !service.equals(gateway)) {
                    internal.add(new String[] {service, endpoint});
                }
            }
        }
        String[] one = Places.nth(internal, scene.number());
        if (one == null) {
            return Optional.empty();
        }
        String[] endpoint = one[1].split(" ", 2);
        return Places.within(
                scene,
                strength,
                gateway,
                Map.of("service.name", gateway, "peer", one[0], "url.template", endpoint[1]),
                above -> Calls.both(scene, above, one[0], endpoint[0], Calls.path(one[0], one[1], scene)));
    }
}
