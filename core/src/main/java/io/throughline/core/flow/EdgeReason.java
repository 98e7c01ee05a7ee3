package io.throughline.core.flow;

import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a hop hangs where it does, in one sentence, for an edge that no record tells: only what can be checked in the two hops. */
public final class EdgeReason {
    private static final long MILLISECOND_NS = 1_000_000;
    private static final long SECOND_NS = 1_000 * MILLISECOND_NS;

    private EdgeReason() {}

    /**
     * @param parent null where the hop has none
     * @return null for a root, and for an edge that is certain
     */
    public static @Nullable String of(@Nullable FlowHop parent, FlowHop hop) {
        if (parent == null) {
            return null;
        }
        return switch (hop.evidence()) {
            case PARENT_SPAN ->
                hop.confidence() < 1 ? "The record names its parent's span, but several hops have that span." : null;
            case TRACE -> "Both carry the same trace id; the record does not name its parent.";
            case REQUEST_ID -> "Both carry the same request id; the record does not name its parent.";
            case LINK -> "Both ends saw the same connection.";
            case INFERENCE -> inference(parent, hop);
        };
    }

    private static String inference(FlowHop parent, FlowHop hop) {
        List<String> facts = new ArrayList<>();
        facts.add(times(parent, hop));
        if (parent.vantage() == Vantage.OUTBOUND && hop.service().equals(parent.peer())) {
            facts.add("its parent is a call to " + hop.service());
        }
        if (parent.service().equals(hop.peer())) {
            facts.add("it names " + parent.service() + " as its caller");
        }
        if (isOneCall(parent, hop)) {
            addEqual(facts, "operation", parent.operation(), hop.operation());
            addEqual(facts, "status", parent.status(), hop.status());
        }
        return "No id connects it with its parent, but " + String.join("; ", facts) + ".";
    }

    private static String times(FlowHop parent, FlowHop hop) {
        Duration lead = Duration.between(parent.start(), hop.start());
        Duration rest = Duration.between(hop.end(), parent.end());
        if (lead.isNegative()) {
            return "it began " + figure(lead.negated()) + " before it, which clocks that differ may explain";
        }
        if (hop.start().isAfter(parent.end())) {
            return "it began " + figure(Duration.between(parent.end(), hop.start())) + " after that had ended";
        }
        return "it began " + figure(lead) + " after it and ended " + figure(rest.abs())
                + (rest.isNegative() ? " after it" : " before it");
    }

    /** The two sides of a call; that a service answers as its callee did says little. */
    private static boolean isOneCall(FlowHop parent, FlowHop hop) {
        return parent.vantage() == Vantage.OUTBOUND && hop.vantage() == Vantage.INBOUND;
    }

    private static void addEqual(List<String> facts, String what, @Nullable Object one, @Nullable Object other) {
        if (one != null && one.equals(other)) {
            facts.add("both have the same " + what);
        }
    }

    /** {@code 850 us}, {@code 12.3 ms}, {@code 1.50 s}. */
    private static String figure(Duration time) {
        long nanos = time.toNanos();
        if (nanos < MILLISECOND_NS) {
            return nanos / 1_000 + " us";
        }
        return nanos < SECOND_NS
                ? String.format(Locale.ROOT, "%.1f ms", (double) nanos / MILLISECOND_NS)
                : String.format(Locale.ROOT, "%.2f s", (double) nanos / SECOND_NS);
    }
}
