package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody asks for what only two robots ever asked for, each half a thousand times and more since the traffic began; of none of them a role is logged. Gross: twelve requests within a
 * minute. Subtle: one.
 */
final class FirstPrincipal implements Misuse {
    private static final long ROBOTS_MICROS = 2_500_000;

    @Override
    public String behaviour() {
        return "first-seen-principal";
    }

    @Override
    public Set<String> rules() {
        return Set.of("first-seen-principal");
    }

    /** The sets are no days long. */
    @Override
    public Map<String, String> settings(Traffic traffic, Path folder) {
        return Map.of("detect.principal.min-days", "1");
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        String path = "/internal/v" + (1 + scene.number()) + "/reports";
        List<ObjectNode> hops = new ArrayList<>();
        for (long time = scene.traffic().begin(); time < scene.at(); time += ROBOTS_MICROS) {
            int robot = scene.random().nextInt(2);
            hops.add(asks(scene, path, "robot-" + robot, "10.9.0." + (1 + robot), time));
        }
        Set<String> wrong = new HashSet<>();
        String who = "contractor-" + scene.number();
        for (long time : scene.times(strength == Strength.GROSS ? 12 : 1, 5_000_000)) {
            ObjectNode request =
                    asks(scene, path, who, "192.0.2." + (1 + scene.random().nextInt(250)), time);
            wrong.add(Hops.text(request, "id"));
            hops.add(request);
        }
        return Optional.of(new Injection(hops, wrong, Map.of("client", who)));
    }

    private static ObjectNode asks(Scene scene, String path, String who, String address, long time) {
        ObjectNode request = scene.request(scene.traffic().gateway(), "GET", path, 200, time);
        request.put("principal", who);
        request.put("source_ip", address);
        return request;
    }
}
