package io.throughline.core.health;

import io.throughline.core.model.Flow;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which services are suspect in a window of time: takes flows and log lines in any order, learns from those before the window, and from
 * those of stretches that are known to be without fault, and ranks by those of the window. What is later than the window is not looked at.
 *
 * <p>Flows belong to the time of their start, a trace's lines to that of the first.
 */
public final class SuspectSearch {
    /** Flows kept; more are counted and left out. */
    public static final int MAX_FLOWS = 1_000_000;

    /** Lines kept; more are counted and left out. */
    public static final int MAX_LINES = 10_000_000;

    private final List<Flow> flows = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private List<WindowVisits.Request> requests = List.of();
    private boolean read;
    private long leftOut;

    public void add(Flow flow) {
        if (flows.size() < MAX_FLOWS) {
            flows.add(flow);
            read = false;
        } else {
            leftOut++;
        }
    }

    /** A line without trace id tells nothing here. */
    public void add(Line line) {
        if (line.trace() == null) {
            return;
        }
        if (lines.size() < MAX_LINES) {
            lines.add(line);
            read = false;
        } else {
            leftOut++;
        }
    }

    /** Flows and lines beyond the limits. */
    public long leftOut() {
        return leftOut;
    }

    /**
     * The most suspect first.
     *
     * @param faultFree learned from before all else, also where they are later than the window
     */
    public List<Suspect> suspects(TimeRange window, List<TimeRange> faultFree) {
        TreeMap<Long, Map<Trait, Counts>> first = new TreeMap<>();
        TreeMap<Long, Map<Trait, Counts>> before = new TreeMap<>();
        List<WindowVisits.Request> within = new ArrayList<>();
        for (WindowVisits.Request request : requests()) {
            Instant begin = request.begin();
            if (holds(window, begin)) {
                within.add(request);
            } else if (faultFree.stream().anyMatch(stretch -> holds(stretch, begin))) {
                learn(first, begin, request);
            } else if (begin.isBefore(window.from())) {
                learn(before, begin, request);
            }
        }
        HealthHistory history = new HealthHistory();
        first.forEach(history::learn);
        history.trust();
        before.forEach(history::learn);
        return SuspectRanking.of(history, within, HealthHistory.sliceOf(window.from()), true);
    }

    private synchronized List<WindowVisits.Request> requests() {
        if (!read) {
            requests = WindowVisits.of(flows, lines);
            requests.sort(Comparator.comparing(WindowVisits.Request::begin));
            read = true;
        }
        return requests;
    }

    private static boolean holds(TimeRange range, Instant time) {
        return !time.isBefore(range.from()) && time.isBefore(range.to());
    }

    private static void learn(Map<Long, Map<Trait, Counts>> slices, Instant begin, WindowVisits.Request request) {
        Map<Trait, Counts> slice = slices.computeIfAbsent(HealthHistory.sliceOf(begin), number -> new HashMap<>());
        for (Sighting sighting : request.sightings()) {
            slice.computeIfAbsent(sighting.trait(), trait -> new Counts()).add(sighting.outcome(), 1);
        }
    }
}
