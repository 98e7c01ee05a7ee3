package io.throughline.stream.infer;

import io.throughline.core.infer.Judgement;
import io.throughline.core.infer.Span;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.types.RecordPacker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The packed records of an instance's hops, unpacked once each. Not safe for use by several threads. */
final class HopParts {
    private final RecordPacker<FlowPart> packer = RecordPacker.of(FlowPart.class);
    private final Map<String, PackedParts> parts = new HashMap<>();
    private final Map<String, Hop> hops = new HashMap<>();

    Hop add(PackedParts part) {
        Hop hop = hop(part);
        parts.put(hop.id(), part);
        hops.put(hop.id(), hop);
        return hop;
    }

    /** Without keeping it. */
    Hop hop(PackedParts part) {
        Hop hop = part.unpack(packer).getFirst().hop();
        if (hop == null) {
            throw new IllegalArgumentException("a record without hop was sent to be judged");
        }
        return hop;
    }

    Hop hop(String id) {
        return known(hops.get(id), id);
    }

    List<Span> spans() {
        return hops.values().stream().map(HopParts::span).toList();
    }

    void clear() {
        parts.clear();
        hops.clear();
    }

    /** As it was judged. */
    Unit unit(Judgement.Unit judged, String instance, long known) {
        List<Unit.Member> members = new ArrayList<>();
        members.add(new Unit.Member(known(parts.get(judged.root()), judged.root()), null, 1));
        judged.edges()
                .forEach(edge -> members.add(new Unit.Member(
                        known(parts.get(edge.child()), edge.child()), edge.parent(), edge.confidence())));
        return new Unit(judged.root(), instance, members, known);
    }

    /** The hops of a unit, its root first. */
    List<Hop> hops(Judgement.Unit judged) {
        List<Hop> all = new ArrayList<>();
        all.add(hop(judged.root()));
        judged.edges().forEach(edge -> all.add(hop(edge.child())));
        return all;
    }

    private static <T> T known(@Nullable T value, String hop) {
        if (value == null) {
            throw new IllegalStateException("hop " + hop + " was judged and is not known");
        }
        return value;
    }

    /** Whether another instance may tell of the same call. */
    static boolean hasOtherSide(Hop hop) {
        return hop.vantage() != Vantage.INTERNAL && (hop.link() != null || OpenEnd.called(hop) != null);
    }

    private static Span span(Hop hop) {
        return new Span(
                hop.id(), hop.vantage(), hop.operation() + " " + hop.peer(), micros(hop.start()), micros(hop.end()));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
