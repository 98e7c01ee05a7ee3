package io.throughline.stream.infer;

import io.throughline.core.infer.Edge;
import io.throughline.core.infer.Judgement;
import io.throughline.core.infer.Span;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.PathTemplate;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.correlate.TracedPart;
import io.throughline.stream.types.RecordPacker;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The packed records of an instance's hops, unpacked once each. Not safe for use by several threads. */
final class HopParts {
    /** Of a path; few have more. */
    private static final int MAX_MARKS = 8;

    private final RecordPacker<FlowPart> packer = RecordPacker.of(FlowPart.class);
    private final Map<String, TracedPart> parts = new HashMap<>();
    private final Map<String, Hop> hops = new HashMap<>();
    private final Map<String, Span> spans = new HashMap<>();

    Hop add(TracedPart traced) {
        FlowPart part = traced.part().unpack(packer).getFirst();
        Hop hop = hop(part);
        parts.put(hop.id(), traced);
        hops.put(hop.id(), hop);
        spans.put(hop.id(), span(hop, traced.trace(), part));
        return hop;
    }

    private static Hop hop(FlowPart part) {
        Hop hop = part.hop();
        if (hop == null) {
            throw new IllegalArgumentException("a record without hop was sent to be judged");
        }
        return hop;
    }

    Hop hop(String id) {
        return known(hops.get(id), id);
    }

    PackedParts part(Hop hop) {
        return known(parts.get(hop.id()), hop.id()).part();
    }

    Collection<Span> spans() {
        return spans.values();
    }

    /**
     * The ids of a call as both of its sides name them: the caller as its own, the called one as its parent's.
     *
     * @return null where the record does not name it
     */
    @Nullable
    String call(Hop hop) {
        Span span = known(spans.get(hop.id()), hop.id());
        String id = hop.vantage() == Vantage.OUTBOUND ? span.span() : span.parentSpan();
        return span.trace() == null || id == null ? null : span.trace() + ":" + id;
    }

    /** Of the unit's first record, else the one that most of its others name. */
    @Nullable
    String trace(Judgement.Unit judged) {
        String first = known(parts.get(judged.root()), judged.root()).trace();
        if (first != null) {
            return first;
        }
        Map<String, Integer> named = new TreeMap<>();
        for (Edge edge : judged.edges()) {
            String trace = known(parts.get(edge.child()), edge.child()).trace();
            if (trace != null) {
                named.merge(trace, 1, Integer::sum);
            }
        }
        return named.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    void clear() {
        parts.clear();
        hops.clear();
        spans.clear();
    }

    /** As it was judged. */
    Unit unit(Judgement.Unit judged, String instance, long known) {
        List<Unit.Member> members = new ArrayList<>();
        members.add(new Unit.Member(known(parts.get(judged.root()), judged.root()), null, 1));
        judged.edges()
                .forEach(edge -> members.add(new Unit.Member(
                        known(parts.get(edge.child()), edge.child()),
                        edge.parent(),
                        edge.confidence(),
                        edge.others())));
        return new Unit(judged.root(), instance, trace(judged), members, known);
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

    private static Span span(Hop hop, @Nullable String trace, FlowPart part) {
        return new Span(
                hop.id(),
                hop.vantage(),
                hop.operation() + " " + hop.peer(),
                micros(hop.start()),
                micros(hop.end()),
                trace,
                part.span(),
                part.parentSpan(),
                marks(hop));
    }

    private static Set<String> marks(Hop hop) {
        if (hop.principal() == null && hop.path() == null) {
            return Set.of();
        }
        Set<String> marks = new HashSet<>();
        if (hop.principal() != null) {
            marks.add("principal " + hop.principal());
        }
        if (hop.path() != null) {
            marks.addAll(PathTemplate.ids(hop.path(), MAX_MARKS));
        }
        return marks;
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
