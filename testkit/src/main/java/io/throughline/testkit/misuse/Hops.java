package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What the members of records of hops say, and names made up for them. */
public final class Hops {
    static final String INBOUND = "inbound";
    static final String OUTBOUND = "outbound";

    private Hops() {}

    /** Empty where there is none. */
    public static String text(JsonNode hop, String name) {
        return hop.path(name).asText("");
    }

    /** Microseconds since 1970. */
    public static long start(JsonNode hop) {
        return hop.path("start_us").longValue();
    }

    /** Microseconds since 1970. */
    public static long end(JsonNode hop) {
        return start(hop) + hop.path("duration_us").longValue();
    }

    public static boolean inbound(JsonNode hop) {
        return text(hop, "vantage").equals(INBOUND);
    }

    /** A call of another service that the record names. */
    public static boolean calls(JsonNode hop) {
        return text(hop, "vantage").equals(OUTBOUND) && hop.has("peer");
    }

    /** So many hex digits, at most 32, that tell nothing else of what they are made of. */
    static String hex(String of, int digits) {
        return uuid(of).replace("-", "").substring(0, digits);
    }

    static String uuid(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** The address of a container on the cluster's own network. */
    static String address(String instance) {
        int hash = instance.hashCode() & 0xffff;
        return "10.244." + (hash >> 8) + "." + (1 + (hash & 0xff) % 254);
    }

    /** Puts the record into its place in a trace. */
    static void place(ObjectNode hop, String trace, String span, String parentSpan) {
        hop.put("trace", trace);
        hop.put("span", span);
        if (parentSpan.isEmpty()) {
            hop.remove("parent_span");
        } else {
            hop.put("parent_span", parentSpan);
        }
    }
}
