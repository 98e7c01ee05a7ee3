package io.throughline.core.infer;

import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spans of one instance in the order of their starts, as columns, with numbers for their kinds. */
final class Spans {
    /** Kinds beyond the most frequent are one kind. */
    static final int MAX_KINDS = 64;

    /** Coarser than a second no clock of a log is. */
    private static final long[] RESOLUTIONS = {1_000_000, 100_000, 10_000, 1_000, 100, 10};

    private static final int ENOUGH = 20;
    private static final Comparator<Span> ORDER = Comparator.comparingLong(Span::start)
            .thenComparing(Comparator.comparingLong(Span::end).reversed())
            .thenComparing(Span::vantage)
            .thenComparing(Span::id);

    private final List<Span> all;
    private final long[] starts;
    private final long[] ends;
    private final int[] kindOf;
    private final boolean[] mayCause;
    private final boolean[] mayBeCaused;
    private final Map<String, Integer> numbers;
    private final int kinds;
    /** How coarsely each span's times are told. */
    private final long[] resolution;

    private final KnownIds ids;

    /** @param learned whose kinds have numbers, too */
    Spans(Collection<Span> spans, Learned learned) {
        this(spans, learned.kinds(), resolutions(spans, learned));
    }

    /**
     * @param others names of kinds that have numbers, too
     * @param resolutions in microseconds
     */
    Spans(Collection<Span> spans, Collection<String> others, Map<Vantage, Long> resolutions) {
        all = spans.stream().distinct().sorted(ORDER).toList();
        starts = all.stream().mapToLong(Span::start).toArray();
        ends = all.stream().mapToLong(Span::end).toArray();
        numbers = numbers(all, others);
        kinds = Math.min(MAX_KINDS, numbers.size());
        kindOf = new int[all.size()];
        mayCause = new boolean[all.size()];
        mayBeCaused = new boolean[all.size()];
        resolution = new long[all.size()];
        for (int i = 0; i < kindOf.length; i++) {
            resolution[i] = resolutions.getOrDefault(all.get(i).vantage(), 0L);
            kindOf[i] = number(name(all.get(i)));
            mayCause[i] = all.get(i).mayCause();
            mayBeCaused[i] = all.get(i).mayBeCaused();
        }
        ids = new KnownIds(this);
    }

    /** One operation may be seen from several sides. */
    static String name(Span span) {
        return span.vantage() + " " + span.kind();
    }

    /** Of a name. */
    static Vantage vantage(String name) {
        return Vantage.valueOf(name.substring(0, name.indexOf(' ')));
    }

    private static Map<String, Integer> numbers(List<Span> spans, Collection<String> others) {
        Map<String, Integer> counts = new TreeMap<>();
        spans.forEach(span -> counts.merge(name(span), 1, Integer::sum));
        others.forEach(name -> counts.merge(name, 1, Integer::sum));
        Map<String, Integer> numbers = new HashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> numbers.put(entry.getKey(), Math.min(numbers.size(), MAX_KINDS - 1)));
        return numbers;
    }

    /** In microseconds: some clocks are read in milliseconds where others are in microseconds. */
    static Map<Vantage, Long> resolutions(Collection<Span> spans, Learned learned) {
        Map<Vantage, List<Long>> seen = new EnumMap<>(Vantage.class);
        spans.forEach(span ->
                seen.computeIfAbsent(span.vantage(), any -> new ArrayList<>()).add(span.start()));
        learned.starts()
                .forEach((vantage, starts) ->
                        seen.computeIfAbsent(vantage, any -> new ArrayList<>()).addAll(starts));
        Map<Vantage, Long> found = new EnumMap<>(Vantage.class);
        seen.forEach((vantage, starts) -> found.put(vantage, starts.size() < ENOUGH ? 0 : resolution(starts)));
        return found;
    }

    private static long resolution(List<Long> starts) {
        for (long resolution : RESOLUTIONS) {
            if (starts.stream().allMatch(start -> start % resolution == 0)) {
                return resolution;
            }
        }
        return 0;
    }

    KnownIds ids() {
        return ids;
    }

    int size() {
        return starts.length;
    }

    int kinds() {
        return kinds;
    }

    Span get(int i) {
        return all.get(i);
    }

    /** Of a kind that was never named it is the last, which is shared by many where there are too many. */
    int number(String name) {
        return numbers.getOrDefault(name, MAX_KINDS - 1);
    }

    long start(int i) {
        return starts[i];
    }

    long end(int i) {
        return ends[i];
    }

    int kind(int i) {
        return kindOf[i];
    }

    boolean mayCause(int i) {
        return mayCause[i];
    }

    boolean mayBeCaused(int i) {
        return mayBeCaused[i];
    }

    /** By how many microseconds what is nested may seem to stick out. */
    private long tolerance(int outer, int inner) {
        return Math.max(resolution[outer], resolution[inner]);
    }

    boolean startsWithin(int outer, int inner) {
        return starts[outer] <= starts[inner] + tolerance(outer, inner)
                && starts[inner] <= ends[outer] + tolerance(outer, inner);
    }

    boolean outlives(int inner, int outer) {
        return ends[inner] > ends[outer] + tolerance(outer, inner);
    }

    /** By how much, at most, any span of these may seem to stick out of another. */
    long coarsest() {
        long coarsest = 0;
        for (long each : resolution) {
            coarsest = Math.max(coarsest, each);
        }
        return coarsest;
    }

    /** Of two internal spans one must be around the other, so that none can cause itself by way of others. */
    boolean mayContain(int outer, int inner) {
        return outer != inner && (!mayCause[inner] || outer < inner) && startsWithin(outer, inner);
    }
}
