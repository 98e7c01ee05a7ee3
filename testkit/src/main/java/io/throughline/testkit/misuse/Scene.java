package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where and when a misuse is done: the traffic around it, and what makes records that look like those of the traffic.
 *
 * @param number how often this misuse was done before: for those that can be done once to each of a few things
 * @param at when it begins, in microseconds since 1970
 */
public record Scene(
        Traffic traffic, TrafficFacts facts, Random random, People people, String mark, int number, long at) {
    private static final int TRIES = 5_000;

    /** A request that comes from nowhere: no other record names it. Its trace is its own. */
    public ObjectNode request(String service, String method, String path, int status, long start) {
        String name = name();
        ObjectNode hop = hop(name, Hops.INBOUND, service, method, path, status, start);
        Hops.place(hop, Hops.hex("trace" + name, 32), Hops.hex("span" + name, 16), "");
        return hop;
    }

    /** The same from somebody outside. */
    public ObjectNode request(
            String service, String method, String path, int status, long start, People.Person person) {
        ObjectNode hop = request(service, method, path, status, start);
        person.signs(hop);
        return hop;
    }

    /** A call as its caller saw it, within the work on {@code above}. */
    public ObjectNode call(
            ObjectNode above, String callee, @Nullable String method, @Nullable String path, long start) {
        String name = name();
        ObjectNode hop = hop(name, Hops.OUTBOUND, Hops.text(above, "service"), method, path, 200, start);
        hop.set("instance", above.get("instance"));
        hop.set("container", above.get("container"));
        hop.put("peer", callee);
        hop.put("link", Hops.hex("link" + name, 12));
        Hops.place(hop, Hops.text(above, "trace"), Hops.hex("span" + name, 16), Hops.text(above, "span"));
        return hop;
    }

    /** The same call as the called saw it. */
    public ObjectNode answer(ObjectNode call) {
        String name = name();
        ObjectNode hop = hop(
                name,
                Hops.INBOUND,
                Hops.text(call, "peer"),
                call.path("method").textValue(),
                call.path("path").textValue(),
                call.path("status").asInt(200),
                Hops.start(call) + 300);
        hop.put("duration_us", call.path("duration_us").longValue() - 600);
        hop.put("peer", Hops.text(call, "service"));
        hop.put("source_ip", Hops.address(Hops.text(call, "instance")));
        hop.set("link", call.get("link"));
        if (call.has("operation")) {
            hop.set("operation", call.get("operation"));
        }
        Hops.place(hop, Hops.text(call, "trace"), Hops.hex("span" + name, 16), Hops.text(call, "span"));
        return hop;
    }

    private String name() {
        return mark + "-" + Long.toHexString(random.nextLong());
    }

    private ObjectNode hop(
            String id,
            String vantage,
            String service,
            @Nullable String method,
            @Nullable String path,
            int status,
            long start) {
        ObjectNode hop = JsonNodeFactory.instance.objectNode();
        hop.put("id", id);
        hop.put("vantage", vantage);
        hop.put("service", service);
        String instance = facts.instanceOf(service);
        hop.put("instance", instance);
        hop.put("container", Hops.hex(instance, 32));
        hop.put("start_us", start);
        hop.put("duration_us", 2_000 + random.nextInt(3_000));
        if (method != null && path != null) {
            hop.put("method", method);
            hop.put("path", path);
            hop.put("status", status);
            hop.put("response_bytes", 500 + random.nextInt(1_500));
        }
        return hop;
    }

    /** An ordinary request like one of the traffic that {@code fits}, at a time. Null where there is none. */
    public @Nullable TrafficFlow again(Predicate<TrafficFlow> fits, long start) {
        for (int i = 0; i < TRIES; i++) {
            TrafficFlow like =
                    traffic.flows().get(random.nextInt(traffic.flows().size()));
            if (fits.test(like)) {
                return Traffic.copy(like.hops(), name(), start - like.start());
            }
        }
        return null;
    }

    /** An ordinary request that passes a service. Null where none does. */
    public @Nullable TrafficFlow through(String service, long start) {
        return again(flow -> within(flow, service) != null, start);
    }

    /** The first hop of a flow in which a service is called. */
    public @Nullable ObjectNode within(TrafficFlow flow, String service) {
        return flow.hops().stream()
                .filter(hop -> Hops.inbound(hop) && Hops.text(hop, "service").equals(service))
                .findFirst()
                .orElse(null);
    }

    /** So many instants from the beginning on, about so far apart. */
    public List<Long> times(int count, long apartMicros) {
        List<Long> times = new ArrayList<>();
        long time = at;
        for (int i = 0; i < count; i++) {
            times.add(time);
            time += apartMicros / 2 + random.nextLong(apartMicros + 1);
        }
        return times;
    }
}
