package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request reaches a service that a rule forbids requests of its kind to reach. Gross: twenty requests, one call below the gateway. Subtle: one, and the call is as
 * deep as the flow is. The rules say so of some entries and a service named {@code vault} that no traffic reaches.
 */
final class ForbiddenPath implements Misuse {
    private static final String FORBIDDEN = "vault";
    private static final int ENTRIES = 8;

    @Override
    public String behaviour() {
        return "path-rule";
    }

    @Override
    public Set<String> rules() {
        return Set.of("path-rule");
    }

    /** Method and path as far as its first id. */
    private static String entry(TrafficFlow flow) {
        StringBuilder entry = new StringBuilder(Hops.text(flow.entry(), "method")).append(' ');
        for (String segment : Hops.text(flow.entry(), "path").substring(1).split("/")) {
            if (segment.matches(".*[0-9]{2}.*")) {
                return entry.append("/*").toString();
            }
            entry.append('/').append(segment);
        }
        return entry.toString();
    }

    private static List<String> entries(Traffic traffic) {
        Set<String> entries = new TreeSet<>();
        traffic.flows().forEach(flow -> entries.add(entry(flow)));
        return TrafficFacts.shuffled(entries).stream().limit(ENTRIES).toList();
    }

    @Override
    public Map<String, String> settings(Traffic traffic, Path folder) {
        List<String> rules = new ArrayList<>();
        entries(traffic).forEach(entry -> rules.add(entry + " -> " + FORBIDDEN));
        return Map.of("detect.behaviour.never-reaches", String.join(",", rules));
    }

    @Override
    public Optional<Injection> inject(Scene scene, Strength strength) {
        List<String> entries = entries(scene.traffic());
        String entry = entries.get(scene.number() % entries.size());
        List<ObjectNode> hops = new ArrayList<>();
        List<ObjectNode> wrong = new ArrayList<>();
        for (long time : Places.times(scene, strength)) {
            TrafficFlow flow = scene.again(like -> entry(like).equals(entry), time);
            if (flow == null) {
                return Optional.empty();
            }
            hops.addAll(flow.hops());
            var above = strength == Strength.GROSS
                    ? flow.entry()
                    : flow.hops().stream().filter(Hops::inbound).reduce(flow.entry(), (a, b) -> b);
            wrong.addAll(Calls.both(scene, above, FORBIDDEN, "GET", "/v1/secret/data"));
        }
        hops.addAll(wrong);
        return Optional.of(new Injection(hops, Calls.ids(wrong), Map.of("service.name", FORBIDDEN)));
    }
}
