package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Calls that misuse makes between services. */
final class Calls {
    private Calls() {}

    /** What both ends log of a call, from within the work on {@code above}, of something that the called is usually asked for. */
    static List<ObjectNode> known(Scene scene, ObjectNode above, String callee) {
        List<String> endpoints = List.copyOf(scene.facts().endpointsOf(callee));
        if (endpoints.isEmpty()) {
            return both(scene, above, callee, "GET", "/");
        }
        String endpoint = endpoints.get(scene.random().nextInt(endpoints.size()));
        String method = endpoint.substring(0, endpoint.indexOf(' '));
        return both(scene, above, callee, method.isEmpty() ? "POST" : method, path(callee, endpoint, scene));
    }

    static List<ObjectNode> both(Scene scene, ObjectNode above, String callee, String method, String path) {
        ObjectNode call = scene.call(above, callee, method, path, Hops.start(above) + 500);
        return List.of(call, scene.answer(call));
    }

    /** A path that was asked for. */
    static String path(String service, String endpoint, Scene scene) {
        List<String> paths = List.copyOf(scene.facts().paths().getOrDefault(service + " " + endpoint, Set.of()));
        return paths.isEmpty()
                ? endpoint.substring(endpoint.indexOf(' ') + 1)
                : paths.get(scene.random().nextInt(paths.size()));
    }

    static Set<String> ids(List<ObjectNode> hops) {
        Set<String> ids = new TreeSet<>();
        hops.forEach(hop -> ids.add(Hops.text(hop, "id")));
        return ids;
    }
}
