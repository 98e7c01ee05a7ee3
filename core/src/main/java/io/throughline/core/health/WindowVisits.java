package io.throughline.core.health;

import io.throughline.core.model.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The visits of a window, of hops and of lines together. Lines may carry trace ids that hops do not have: a trace's lines belong to the
 * flow whose visits contain most of their spans in time, instance by instance, and each span's to the innermost such visit.
 */
final class WindowVisits {
    /** Clocks of lines and hops of one instance are the same; their resolution is not. */
    private static final Duration TOLERANCE = Duration.ofMillis(2);

    /** Visits of a request that are compared with each other. */
    private static final int MAX_NESTED = 200;

    private final boolean byTimes;
    private final List<Request> requests = new ArrayList<>();
    private final Map<String, Integer> byFlow = new HashMap<>();
    private final Map<String, Places> byInstance = new HashMap<>();

    /** One flow's. */
    static final class Request {
        private final List<Visit> visits;
        private final List<Sighting> sightings;
        private final Map<Integer, Line> firstLines = new TreeMap<>();
        private Instant begin = Instant.MAX;

        Request(List<Visit> visits, List<Sighting> sightings) {
            this.visits = visits;
            this.sightings = sightings;
            visits.forEach(this::beginsWith);
        }

        private void beginsWith(Visit visit) {
            begin = visit.start().isBefore(begin) ? visit.start() : begin;
        }

        /** A visit that only lines tell of. */
        void add(Visit visit, Line first) {
            firstLines.put(visits.size(), first);
            visits.add(visit);
            beginsWith(visit);
        }

        /** Visits that only lines tell of began in the shortest one elsewhere whose lines are around theirs. */
        void nest() {
            for (int visit = 0; visit < visits.size() && visits.size() <= MAX_NESTED; visit++) {
                if (visits.get(visit).isOfLines() && visits.get(visit).parent() == Visit.NONE) {
                    visits.set(visit, visits.get(visit).below(around(visits.get(visit))));
                }
            }
            firstLines.forEach(this::called);
        }

        /** Which services wrote lines while one waited: who no longer does is silent, or is not asked any more. */
        private void called(int caller, Line first) {
            TreeSet<String> called = new TreeSet<>();
            for (Visit visit : visits) {
                if (visit.parent() == caller) {
                    called.add(visit.service());
                }
            }
            Visit is = visits.get(caller);
            sightings.add(new Sighting(
                    new Trait(Trait.Kind.CALLS, is.service(), first.kind(), null),
                    String.join(", ", called),
                    is.start(),
                    caller,
                    is.hop()));
        }

        private int around(Visit inner) {
            int parent = Visit.NONE;
            for (int other = 0; other < visits.size(); other++) {
                Visit outer = visits.get(other);
                if (outer.isOfLines()
                        && outer.holds(inner)
                        && (parent == Visit.NONE
                                || outer.length().compareTo(visits.get(parent).length()) < 0)) {
                    parent = other;
                }
            }
            return parent;
        }

        List<Visit> visits() {
            return visits;
        }

        List<Sighting> sightings() {
            return sightings;
        }

        /** When its first visit began. */
        Instant begin() {
            return begin;
        }
    }

    private record Place(int request, int visit, Visit is) {}

    /** Of one instance. */
    private static final class Places {
        final List<Place> byStart = new ArrayList<>();
        Duration longest = Duration.ZERO;

        void add(Place place) {
            byStart.add(place);
            Duration length = Duration.between(place.is.start(), place.is.end());
            longest = length.compareTo(longest) > 0 ? length : longest;
        }

        /** The place of the first that starts later than this. */
        int firstAfter(Instant time) {
            int low = 0;
            int high = byStart.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (byStart.get(middle).is.start().isAfter(time)) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }

    private WindowVisits(boolean byTimes) {
        this.byTimes = byTimes;
    }

    /** @param lines in any order */
    static List<Request> of(List<Flow> flows, List<Line> lines) {
        return of(flows, lines, true);
    }

    /**
     * Of some of the window's requests: lines belong to the flow of their trace's id, and to no other, since the one that their times
     * tell may be among those that are not here.
     */
    static List<Request> ofTraces(List<Flow> flows, List<Line> lines) {
        return of(flows, lines, false);
    }

    private static List<Request> of(List<Flow> flows, List<Line> lines, boolean byTimes) {
        WindowVisits window = new WindowVisits(byTimes);
        flows.forEach(window::add);
        window.byInstance
                .values()
                .forEach(places -> places.byStart.sort(Comparator.comparing(place -> place.is.start())));
        Map<String, List<Line>> traces = new TreeMap<>();
        for (Line line : lines) {
            if (line.trace() != null) {
                traces.computeIfAbsent(line.trace(), trace -> new ArrayList<>()).add(line);
            }
        }
        traces.forEach(window::add);
        window.requests.forEach(WindowVisits::addSilent);
        window.requests.forEach(Request::nest);
        return window.requests;
    }

    private void add(Flow flow) {
        FlowVisits read = FlowVisits.of(flow);
        if (read.visits().isEmpty()) {
            return;
        }
        Request request = new Request(new ArrayList<>(read.visits()), new ArrayList<>(read.sightings()));
        byFlow.put(flow.id(), requests.size());
        for (int visit = 0; visit < request.visits.size(); visit++) {
            Visit is = request.visits.get(visit);
            byInstance
                    .computeIfAbsent(instance(is.service(), is.instance()), instance -> new Places())
                    .add(new Place(requests.size(), visit, is));
        }
        requests.add(request);
    }

    private void add(String trace, List<Line> lines) {
        List<LineOrder.Group> groups = LineOrder.of(lines);
        Integer request = byFlow.get(trace);
        if (request == null && byTimes) {
            request = mostLikely(groups);
        }
        if (request == null) {
            request = requests.size();
            requests.add(new Request(new ArrayList<>(), new ArrayList<>()));
        }
        Request joined = requests.get(request);
        for (LineOrder.Group group : groups) {
            int visit = visit(request, group);
            Visit of = joined.visits.get(visit);
            joined.sightings.addAll(
                    group.sightings(visit, of.isOfLines() ? group.first().kind() : of.operation()));
        }
    }

    /** Visits in which no line was written; of requests without any line, lines are elsewhere. */
    private static void addSilent(Request request) {
        Set<Integer> told = new HashSet<>();
        for (Sighting sighting : request.sightings) {
            if (sighting.trait().kind() == Trait.Kind.NEXT_LINE) {
                told.add(sighting.visit());
            }
        }
        for (int visit = 0; visit < request.visits.size() && !told.isEmpty(); visit++) {
            Visit is = request.visits.get(visit);
            if (!told.contains(visit)) {
                request.sightings.add(new Sighting(
                        new Trait(
                                Trait.Kind.NEXT_LINE,
                                is.service(),
                                is.operation() + LineOrder.BAR + LineOrder.BEGIN,
                                null),
                        LineOrder.END,
                        is.start(),
                        visit,
                        is.hop()));
            }
        }
    }

    private @Nullable Integer mostLikely(List<LineOrder.Group> groups) {
        Map<Integer, Integer> votes = new TreeMap<>();
        for (LineOrder.Group group : groups) {
            for (Place place : around(group)) {
                votes.merge(place.request, 1, Integer::sum);
            }
        }
        return votes.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry.<Integer, Integer>comparingByKey().reversed()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** Visits in which all of the lines may have been written, the earliest first. */
    private List<Place> around(LineOrder.Group group) {
        Line first = group.first();
        Line last = group.lines().getLast();
        List<Place> around = new ArrayList<>();
        Places places = byInstance.get(instance(first.service(), first.instance()));
        if (places == null) {
            return around;
        }
        for (int i = places.firstAfter(first.time().plus(TOLERANCE)) - 1; i >= 0; i--) {
            Place place = places.byStart.get(i);
            if (place.is.start().plus(places.longest).plus(TOLERANCE).isBefore(last.time())) {
                break;
            }
            if (!place.is.end().plus(TOLERANCE).isBefore(last.time())) {
                around.add(place);
            }
        }
        return around.reversed();
    }

    private int visit(int request, LineOrder.Group group) {
        List<Visit> visits = requests.get(request).visits;
        int innermost = Visit.NONE;
        for (Place place : around(group)) {
            if (place.request == request) {
                innermost = place.visit;
            }
        }
        if (innermost != Visit.NONE) {
            return innermost;
        }
        Line first = group.first();
        requests.get(request)
                .add(
                        new Visit(
                                Visit.NONE,
                                first.service(),
                                first.instance(),
                                Visit.OF_LINES,
                                first.time(),
                                group.lines().getLast().time(),
                                Duration.ZERO,
                                first.id()),
                        first);
        return visits.size() - 1;
    }

    private static String instance(String service, @Nullable String instance) {
        return service + '\0' + instance;
    }
}
