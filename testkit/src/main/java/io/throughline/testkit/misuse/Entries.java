package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests to the gateway that look like those of the traffic. */
final class Entries {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4,}");

    private Entries() {}

    static String path(TrafficFlow flow) {
        return Hops.text(flow.entry(), "path");
    }

    /** Whether a path has an id that is one of many. */
    static boolean hasId(TrafficFlow flow) {
        return flow.entry().path("status").asInt() == 200
                && ID.matcher(path(flow)).find();
    }

    /** The last id of a path replaced: a number by the one so many behind it, anything else by one of its own. */
    static String another(String path, int number, String mark) {
        Matcher ids = ID.matcher(path);
        int from = -1;
        int to = -1;
        while (ids.find()) {
            from = ids.start();
            to = ids.end();
        }
        String id = path.substring(from, to);
        String next = id.length() == 36 ? Hops.uuid(mark + number) : Long.toString(Long.parseLong(id) + number);
        return path.substring(0, from) + next + path.substring(to);
    }

    /** What somebody asks for as somebody else did: the same endpoint, an answer of about that size. */
    static ObjectNode like(Scene scene, TrafficFlow flow, @Nullable String path, People.Person person, long at) {
        ObjectNode entry = flow.entry();
        ObjectNode request = scene.request(
                scene.traffic().gateway(),
                Hops.text(entry, "method"),
                path == null ? path(flow) : path,
                200,
                at,
                person);
        sized(request, entry.path("response_bytes").asDouble(1_000), scene);
        return request;
    }

    static void sized(ObjectNode request, double bytes, Scene scene) {
        request.put(
                "response_bytes",
                Math.round(bytes * Math.exp(0.2 * scene.random().nextGaussian())));
    }
}
