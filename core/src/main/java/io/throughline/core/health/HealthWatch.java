package io.throughline.core.health;

import io.throughline.core.model.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Judges slice of time after slice by those before: which services are suspect now. Event time alone counts, so a day of files gives what the
 * day itself would have given; a time in which nothing was asked of any service is no slice, and nobody's silence.
 */
public final class HealthWatch {
    /** Slices judged together: what happens once a minute is seen in one of them. */
    public static final int WINDOW_SLICES = 2;

    /** What is judged together at least. */
    public static final Duration SLICE = HealthHistory.SLICE;

    private final HealthHistory history = new HealthHistory();

    /** What one window showed. */
    public record Look(Instant from, Instant to, List<Suspect> suspects) {}

    /** Learns from a stretch that is known to be without fault. */
    public void learn(List<Flow> flows, List<Line> lines) {
        slices(flows, lines).forEach((slice, requests) -> history.learn(slice, SuspectRanking.counts(requests)));
        history.trust();
    }

    /** @param looks gets what every window shows in which there was any request, in the order of time */
    public void watch(List<Flow> flows, List<Line> lines, Consumer<Look> looks) {
        Map<Long, List<WindowVisits.Request>> slices = slices(flows, lines);
        Deque<Long> window = new ArrayDeque<>();
        for (long slice : slices.keySet()) {
            window.addLast(slice);
            while (window.getFirst() <= slice - WINDOW_SLICES) {
                long past = window.removeFirst();
                history.learn(past, SuspectRanking.counts(slices.getOrDefault(past, List.of())));
            }
            List<WindowVisits.Request> requests = new ArrayList<>();
            window.forEach(seen -> requests.addAll(slices.getOrDefault(seen, List.of())));
            looks.accept(new Look(
                    begin(window.getFirst()),
                    begin(slice + 1),
                    SuspectRanking.of(history, requests, window.getFirst(), false)));
        }
    }

    private static Instant begin(long slice) {
        return Instant.ofEpochMilli(slice * HealthHistory.SLICE.toMillis());
    }

    private static Map<Long, List<WindowVisits.Request>> slices(List<Flow> flows, List<Line> lines) {
        Map<Long, List<WindowVisits.Request>> slices = new TreeMap<>();
        for (WindowVisits.Request request : WindowVisits.of(flows, lines)) {
            slices.computeIfAbsent(HealthHistory.sliceOf(request.begin()), slice -> new ArrayList<>())
                    .add(request);
        }
        return slices;
    }
}
