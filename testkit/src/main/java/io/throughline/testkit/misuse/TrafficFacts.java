package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is usual in a traffic, counted once.
 *
 * @param callees by caller
 * @param endpoints by service: method and operation of what it is asked for, such as {@code POST /geo.Geo/Nearby}
 * @param callers by service and endpoint, with a blank between
 * @param paths by service and endpoint likewise: some that were asked for
 * @param instances by service, one of each
 */
public record TrafficFacts(
        Map<String, Set<String>> callees,
        Map<String, Set<String>> endpoints,
        Map<String, Set<String>> callers,
        Map<String, Set<String>> paths,
        Map<String, String> instances,
        SortedSet<String> services) {
    private static final int SOME_PATHS = 5;

    static TrafficFacts of(Traffic traffic) {
        Map<String, Set<String>> callees = new TreeMap<>();
        Map<String, Set<String>> endpoints = new TreeMap<>();
        Map<String, Set<String>> callers = new TreeMap<>();
        Map<String, Set<String>> paths = new TreeMap<>();
        Map<String, String> instances = new HashMap<>();
        SortedSet<String> services = new TreeSet<>();
        for (TrafficFlow flow : traffic.flows()) {
            for (ObjectNode hop : flow.hops()) {
                String service = Hops.text(hop, "service");
                services.add(service);
                instances.putIfAbsent(service, Hops.text(hop, "instance"));
                if (Hops.calls(hop)) {
                    add(callees, service, Hops.text(hop, "peer"));
                }
                String operation = Hops.text(hop, "operation");
                if (Hops.inbound(hop) && operation.startsWith("/")) {
                    String endpoint = Hops.text(hop, "method") + " " + operation;
                    add(endpoints, service, endpoint);
                    add(callers, service + " " + endpoint, Hops.text(hop, "peer"));
                    if (paths.getOrDefault(service + " " + endpoint, Set.of()).size() < SOME_PATHS) {
                        add(paths, service + " " + endpoint, Hops.text(hop, "path"));
                    }
                }
            }
        }
        return new TrafficFacts(callees, endpoints, callers, paths, instances, services);
    }

    private static void add(Map<String, Set<String>> sets, String key, String value) {
        sets.computeIfAbsent(key, any -> new TreeSet<>()).add(value);
    }

    Set<String> calleesOf(String caller) {
        return callees.getOrDefault(caller, Set.of());
    }

    Set<String> endpointsOf(String service) {
        return endpoints.getOrDefault(service, Set.of());
    }

    /** Of a service that is not in the traffic, one as its first would be named. */
    String instanceOf(String service) {
        return instances.getOrDefault(service, service + "-0");
    }

    /** In an order that is no alphabet's, the same for the same traffic. */
    static <T> List<T> shuffled(Iterable<T> things) {
        List<T> list = new ArrayList<>();
        things.forEach(list::add);
        Collections.shuffle(list, new Random(list.size() * 7_919L));
        return list;
    }
}
