package io.throughline.stream.correlate;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that only a flow proves: a service's inbound hop below another service's hop. Where the caller's own record names
 * its peer, that record has told of the call already.
 */
final class FlowCalls {
    private FlowCalls() {}

    /**
     * @param told ids of the hops whose calls were told before; grows by those told now
     * @param known when the stream learned of it
     */
    static void tell(Flow flow, Collection<FlowPart> parts, List<String> told, Instant known, Consumer<Call> out) {
        Map<String, FlowPart> partOfHop = new HashMap<>();
        for (FlowPart part : parts) {
            if (part.hop() != null) {
                partOfHop.put(part.hop().id(), part);
            }
        }
        Map<String, FlowHop> hops = new HashMap<>();
        flow.hops().forEach(hop -> hops.put(hop.id(), hop));
        Set<String> before = new HashSet<>(told);
        for (FlowHop hop : flow.hops()) {
            FlowPart part = partOfHop.get(hop.id());
            String caller = callerOf(hop, hop.parent() == null ? null : hops.get(hop.parent()), part);
            if (caller != null && part != null && before.add(hop.id())) {
                told.add(hop.id());
                out.accept(call(flow.id(), caller, part, known));
            }
        }
    }

    private static @Nullable String callerOf(FlowHop hop, @Nullable FlowHop parent, @Nullable FlowPart part) {
        if (hop.vantage() != Vantage.INBOUND || part == null) {
            return null;
        }
        if (parent == null) {
            return hop.peer();
        }
        boolean toldByCaller = parent.vantage() == Vantage.OUTBOUND && parent.peer() != null;
        return toldByCaller || parent.service().equals(hop.service()) ? null : parent.service();
    }

    private static Call call(String flow, String caller, FlowPart part, Instant known) {
        Hop hop = part.hop();
        if (hop == null) {
            throw new IllegalArgumentException("part " + part.event() + " is no hop");
        }
        return new Call(
                caller,
                hop.service(),
                HopFacts.method(hop),
                HopFacts.template(hop),
                known,
                hop.end(),
                hop.duration(),
                hop.status(),
                hop.failed(),
                flow,
                part.event(),
                part.source(),
                part.offset());
    }
}
