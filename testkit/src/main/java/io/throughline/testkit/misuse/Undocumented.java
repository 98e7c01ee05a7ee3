package io.throughline.testkit.misuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A service is asked for an operation that its OpenAPI document does not have, below a path that it has. Gross: twenty times. Subtle: once. The documents
 * are written from what the traffic asks for, of half of the services.
 */
final class Undocumented implements Misuse {
    @Override
    public String behaviour() {
        return "undocumented-endpoint";
    }

    @Override
    public Set<String> rules() {
        return Set.of("undocumented-endpoint");
    }

    private static List<String> documented(TrafficFacts facts) {
        List<String> services = facts.endpoints().keySet().stream().sorted().toList();
        List<String> half = new ArrayList<>();
        for (int i = 0; i < services.size(); i += 2) {
            half.add(services.get(i));
        }
        return half;
    }

    @Override
    public Map<String, String> settings(Traffic traffic, Path folder) throws IOException {
        TrafficFacts facts = TrafficFacts.of(traffic);
        List<String> given = new ArrayList<>();
        for (String service : documented(facts)) {
            Path file = folder.resolve(service + ".openapi.yaml");
            Map<String, StringBuilder> paths = new TreeMap<>();
            for (String endpoint : facts.endpointsOf(service)) {
                String[] parts = endpoint.split(" ", 2);
                paths.computeIfAbsent(parts[1], any -> new StringBuilder())
                        .append("    ")
                        .append(parts[0].toLowerCase(Locale.ROOT))
                        .append(":\n      responses: {}\n");
            }
            StringBuilder text =
                    new StringBuilder("openapi: 3.0.3\ninfo: {title: " + service + ", version: '1'}\npaths:\n");
            paths.forEach((path, verbs) ->
                    text.append("  '").append(path).append("':\n").append(verbs));
            Files.writeString(file, text);
            given.add(service + "=" + file);
        }
        return Map.of("detect.behaviour.openapi", String.join(",", given));
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String> services = documented(scene.facts());
        String service = TrafficFacts.shuffled(services).get(scene.number() % services.size());
        List<String> endpoints = List.copyOf(scene.facts().endpointsOf(service));
        String endpoint = endpoints.get(scene.random().nextInt(endpoints.size()));
        String caller = scene.facts().callees().entrySet().stream()
                .filter(callees -> callees.getValue().contains(service))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(scene.traffic().gateway());
        String below = Calls.path(service, endpoint, scene) + "/" + NewEndpoint.word(scene.mark());
        return Places.within(
                scene,
                strength,
                caller,
                Map.of("service.name", service),
                above -> Calls.both(scene, above, service, "POST", below));
    }
}
