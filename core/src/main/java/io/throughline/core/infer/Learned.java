package io.throughline.core.infer;

import io.throughline.core.model.Vantage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an instance's ways from requests that were judged before: the last of each kind, whole. The patterns are learned from
 * them anew with what is to be judged next, so that no distribution has to be kept, merged or aged.
 */
public final class Learned {
    /** Of each kind of request so many are remembered: enough for distributions, and some hundred kilobytes. */
    public static final int MAX_OF_A_KIND = 500;

    /** Kinds beyond these are not remembered. */
    private static final int MAX_KINDS = Spans.MAX_KINDS;

    /** A request with more calls is remembered with the first of them. */
    private static final int MAX_CALLS = 200;

    private final Map<String, Deque<Remembered>> byKind = new TreeMap<>();

    /** What follows from the requests, until one more is remembered. */
    private @Nullable Map<Vantage, List<Long>> starts;

    /**
     * A request and what it caused.
     *
     * @param kind the request's vantage and kind
     * @param start in microseconds since 1970
     * @param calls in the order of their starts
     */
    public record Remembered(String kind, long start, long end, List<Call> calls) {
        public Remembered {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A call of a remembered request.
     *
     * @param kind the call's vantage and kind
     * @param sure how sure it was that it belongs there
     */
    public record Call(String kind, long start, long end, boolean outlives, double sure) {}

    public Learned() {}

    public Learned(Collection<Remembered> requests) {
        requests.forEach(this::add);
    }

    /** All of it, by kind, the oldest first; to be handed to the constructor again. */
    public List<Remembered> all() {
        List<Remembered> all = new ArrayList<>();
        byKind.values().forEach(all::addAll);
        return all;
    }

    void add(Remembered request) {
        starts = null;
        Deque<Remembered> known = byKind.get(request.kind);
        if (known == null) {
            if (byKind.size() == MAX_KINDS) {
                return;
            }
            known = new ArrayDeque<>();
            byKind.put(request.kind, known);
        }
        known.addLast(
                request.calls.size() <= MAX_CALLS
                        ? request
                        : new Remembered(
                                request.kind, request.start, request.end, request.calls.subList(0, MAX_CALLS)));
        if (known.size() > MAX_OF_A_KIND) {
            known.removeFirst();
        }
    }

    /** What bears on some spans: their kinds of requests. */
    Learned about(Collection<Span> spans) {
        Learned some = new Learned();
        spans.stream()
                .filter(Span::mayCause)
                .map(Spans::name)
                .distinct()
                .filter(byKind::containsKey)
                .forEach(
                        kind -> some.byKind.put(kind, new ArrayDeque<>(byKind.getOrDefault(kind, new ArrayDeque<>()))));
        return some;
    }

    /** When remembered spans began, by their vantage; some of them, where there are many. */
    Map<Vantage, List<Long>> starts() {
        Map<Vantage, List<Long>> known = starts;
        if (known == null) {
            known = new EnumMap<>(Vantage.class);
            for (Deque<Remembered> requests : byKind.values()) {
                for (Remembered request : requests) {
                    note(known, request.kind, request.start);
                    for (Call call : request.calls) {
                        note(known, call.kind, call.start);
                    }
                }
            }
            starts = known;
        }
        return known;
    }

    private static void note(Map<Vantage, List<Long>> starts, String kind, long start) {
        List<Long> known = starts.computeIfAbsent(Spans.vantage(kind), any -> new ArrayList<>());
        if (known.size() < MAX_OF_A_KIND) {
            known.add(start);
        }
    }

    Set<String> kinds() {
        Set<String> kinds = new TreeSet<>(byKind.keySet());
        byKind.values()
                .forEach(requests -> requests.forEach(request -> request.calls.forEach(call -> kinds.add(call.kind))));
        return kinds;
    }

    List<Family> families(Spans numbers) {
        List<Family> families = new ArrayList<>();
        for (Deque<Remembered> requests : byKind.values()) {
            for (Remembered request : requests) {
                Family family = new Family(request.calls.size());
                family.of(numbers.number(request.kind), request.start, request.end);
                for (Call call : request.calls) {
                    family.append(Assignment.NONE, numbers.number(call.kind), call.start, call.end, call.outlives);
                    family.sure[family.size - 1] = (float) call.sure;
                }
                families.add(family);
            }
        }
        return families;
    }
}
