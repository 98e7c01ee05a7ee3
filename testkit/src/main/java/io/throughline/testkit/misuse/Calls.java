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
        String[] endpoint =
                endpoints.get(scene.random().nextInt(endpoints.size())).split(" ", 2);
        return both(scene, above, callee, endpoint[0].isEmpty() ? "POST" : endpoint[0], path(endpoint[1], scene));
    }

    static List<ObjectNode> both(Scene scene, ObjectNode above, String callee, String method, String path) {
        ObjectNode call = scene.call(above, callee, method, path, Hops.start(above) + 500);
        return List.of(call, scene.answer(call));
    }

    /** An operation with ids for its placeholders. */
    static String path(String operation, Scene scene) {
        StringBuilder path = new StringBuilder();
        int from = 0;
        for (int open = operation.indexOf('{'); open >= 0; open = operation.indexOf('{', from)) {
            path.append(operation, from, open)
                    .append(Hops.uuid("id " + scene.random().nextInt(1_000)));
            from = operation.indexOf('}', open) + 1;
        }
        return path.append(operation.substring(from)).toString();
    }

    static Set<String> ids(List<ObjectNode> hops) {
        Set<String> ids = new TreeSet<>();
        hops.forEach(hop -> ids.add(Hops.text(hop, "id")));
        return ids;
    }
}
