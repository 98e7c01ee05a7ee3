package io.throughline.stream.correlate;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.PathTemplate;
import io.throughline.stream.correlate.Asker.Login;
import io.throughline.stream.correlate.Asker.Told;
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
 * The requests of which only the flow tells who asked: a service behind the gateway sees its caller, and not whose request that is about. Whoever began the
 * flow asks for all of it.
 */
final class FlowAsks {
    /** Before a hop's id among those that were told: its calls are told apart from it. */
    private static final char MARK = '?';

    private FlowAsks() {}

    /**
     * @param told grows by those told now
     * @param known when the stream learned of it
     */
    static void tell(Flow flow, Collection<FlowPart> parts, List<String> told, Instant known, Consumer<Request> out) {
        Map<String, FlowPart> partOfHop = new HashMap<>();
        for (FlowPart part : parts) {
            if (part.hop() != null) {
                partOfHop.put(part.hop().id(), part);
            }
        }
        FlowPart entry = entry(flow, partOfHop);
        if (entry == null) {
            return;
        }
        Set<String> before = new HashSet<>(told);
        for (FlowHop place : flow.hops()) {
            FlowPart part = partOfHop.get(place.id());
            if (part != null && place.vantage() == Vantage.INBOUND && silent(part) && before.add(MARK + place.id())) {
                told.add(MARK + place.id());
                tell(flow.id(), entry, part, known, out);
            }
        }
    }

    /** The first request of the flow that tells of somebody: by name, else by credential, else the first at all by its address. */
    private static @Nullable FlowPart entry(Flow flow, Map<String, FlowPart> partOfHop) {
        FlowPart first = null;
        for (FlowHop place : flow.hops()) {
            FlowPart part = partOfHop.get(place.id());
            if (part == null || part.hop() == null || place.vantage() != Vantage.INBOUND) {
                continue;
            }
            if (!silent(part)) {
                return part;
            }
            if (first == null && place.parent() == null) {
                first = part;
            }
        }
        return first != null && first.hop() != null && first.hop().sourceIp() != null ? first : null;
    }

    /** Whether a record tells of nobody itself. */
    private static boolean silent(FlowPart part) {
        return part.credential() == null && (part.hop() == null || part.hop().principal() == null);
    }

    private static void tell(String flow, FlowPart entry, FlowPart part, Instant known, Consumer<Request> out) {
        Hop hop = part.hop();
        Hop first = entry.hop();
        if (hop == null || hop.path() == null || first == null) {
            return;
        }
        Asker asker = new Asker(
                part.event().equals(entry.event()) ? Told.FLOW_ENTRY : Told.FLOW_INNER,
                first.principal() == null ? null : Asker.cut(first.principal()),
                entry.credential(),
                first.sourceIp(),
                List.of(),
                hop.responseBytes() == null ? -1 : hop.responseBytes(),
                -1,
                Login.NOT_SAID);
        out.accept(new Request(
                hop.service(),
                hop.method() == null ? "-" : hop.method(),
                hop.path(),
                PathTemplate.of(hop.path()),
                known,
                hop.duration(),
                hop.status(),
                hop.failed(),
                asker.who(),
                null,
                flow,
                part.event(),
                part.source(),
                part.offset(),
                asker));
    }
}
