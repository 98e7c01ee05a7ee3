package io.throughline.core.health;

import io.throughline.core.flow.SelfTime;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A flow as the visits it made, and what was seen in them.
 *
 * @param visits parents anywhere
 */
record FlowVisits(List<Visit> visits, List<Sighting> sightings) {
    static final String NO_ANSWER = "no answer";

    /** Hops of one kind below one that are told apart; beyond, an outcome only says that there are more. */
    private static final int MAX_CHILDREN = 30;

    private static final int NONE = -1;

    static FlowVisits of(Flow flow) {
        Reading reading = new Reading(flow);
        reading.visits();
        reading.sightings();
        return new FlowVisits(reading.visits, reading.sightings);
    }

    /** Powers of two, as outcomes: {@code 11} for 2,048 to 4,095 us. */
    static String octave(Duration time) {
        return Integer.toString(
                64 - Long.numberOfLeadingZeros(Math.max(0, TimeUnit.NANOSECONDS.toMicros(time.toNanos()))));
    }

    private static final class Reading {
        final List<FlowHop> hops;
        final List<Duration> selfTimes;
        final int[] parents;
        final int[] visitOf;
        final List<List<Integer>> children = new ArrayList<>();
        final List<Visit> visits = new ArrayList<>();
        final List<Sighting> sightings = new ArrayList<>();

        Reading(Flow flow) {
            hops = flow.hops();
            selfTimes = SelfTime.of(flow);
            parents = new int[hops.size()];
            visitOf = new int[hops.size()];
            Arrays.fill(visitOf, NONE);
            Map<String, Integer> byId = new HashMap<>();
            for (int hop = 0; hop < hops.size(); hop++) {
                byId.putIfAbsent(hops.get(hop).id(), hop);
                children.add(new ArrayList<>(2));
            }
            for (int hop = 0; hop < parents.length; hop++) {
                String parent = hops.get(hop).parent();
                parents[hop] = parent == null ? NONE : byId.getOrDefault(parent, NONE);
                if (parents[hop] != NONE) {
                    children.get(parents[hop]).add(hop);
                }
            }
        }

        /** Upwards from each hop to the one that came from elsewhere; a circle of parents has none and is left out. */
        void visits() {
            for (int hop = 0; hop < parents.length; hop++) {
                if (isOfLinesOnly(hops.get(hop))) {
                    continue;
                }
                int top = hop;
                int steps = 0;
                while (!isEntry(top) && visitOf[top] == NONE && steps++ < parents.length) {
                    top = parents[top];
                }
                if (visitOf[top] == NONE && isEntry(top)) {
                    visitOf[top] = visits.size();
                    FlowHop entry = hops.get(top);
                    visits.add(new Visit(
                            Visit.NONE,
                            entry.service(),
                            entry.instance(),
                            name(entry),
                            entry.start(),
                            entry.end(),
                            Duration.ZERO,
                            entry.id()));
                }
                for (int below = hop; below != top; below = parents[below]) {
                    visitOf[below] = visitOf[top];
                }
            }
            Duration[] own = new Duration[visits.size()];
            Arrays.fill(own, Duration.ZERO);
            int[] above = new int[visits.size()];
            Arrays.fill(above, Visit.NONE);
            for (int hop = 0; hop < parents.length; hop++) {
                int visit = visitOf[hop];
                if (visit != NONE && callee(hop) == NONE) {
                    own[visit] = own[visit].plus(selfTimes.get(hop));
                }
                if (visit != NONE && isEntry(hop) && parents[hop] != NONE) {
                    above[visit] = visitOf[parents[hop]];
                }
            }
            for (int i = 0; i < own.length; i++) {
                Visit of = visits.get(i);
                visits.set(
                        i,
                        new Visit(
                                above[i],
                                of.service(),
                                of.instance(),
                                of.operation(),
                                of.start(),
                                of.end(),
                                own[i],
                                of.hop()));
            }
        }

        /** Lines are read by themselves. */
        private static boolean isOfLinesOnly(FlowHop hop) {
            return hop.operation() == null && hop.vantage() == Vantage.INTERNAL;
        }

        private boolean isEntry(int hop) {
            return parents[hop] == NONE || !sameInstance(hops.get(hop), hops.get(parents[hop]));
        }

        private static boolean sameInstance(FlowHop one, FlowHop other) {
            return one.service().equals(other.service()) && Objects.equals(one.instance(), other.instance());
        }

        /** The hop elsewhere that an outbound hop caused. */
        private int callee(int hop) {
            for (int child : children.get(hop)) {
                if (isEntry(child)) {
                    return child;
                }
            }
            return NONE;
        }

        void sightings() {
            for (int hop = 0; hop < parents.length; hop++) {
                if (visitOf[hop] != NONE) {
                    seen(hop, hops.get(hop), visits.get(visitOf[hop]));
                }
            }
        }

        private void seen(int hop, FlowHop is, Visit visit) {
            if (isEntry(hop)) {
                see(Trait.Kind.OWN_TIME, hop, visit.operation(), null, octave(visit.own()));
                if (is.status() != null) {
                    see(Trait.Kind.FAILURE, hop, visit.operation(), null, is.failed() ? "failed" : "answered");
                }
            }
            int callee = callee(hop);
            if (callee != NONE) {
                see(
                        Trait.Kind.NETWORK_TIME,
                        hop,
                        "",
                        hops.get(callee).service(),
                        octave(max(selfTimes.get(hop), Duration.ofMillis(1))));
            }
            if (is.vantage() == Vantage.OUTBOUND) {
                String peer = callee == NONE ? is.peer() : hops.get(callee).service();
                see(Trait.Kind.ANSWER, hop, above(hop) + name(is), null, peer == null ? NO_ANSWER : peer);
            } else {
                see(Trait.Kind.CALLS, hop, name(is), null, calls(hop));
            }
        }

        private String above(int hop) {
            return parents[hop] == NONE ? "" : name(hops.get(parents[hop])) + " > ";
        }

        private String calls(int hop) {
            TreeSet<String> names = new TreeSet<>();
            for (int child : children.get(hop)) {
                if (names.size() < MAX_CHILDREN) {
                    names.add(call(child));
                }
            }
            return String.join(", ", names);
        }

        private String call(int hop) {
            int callee = callee(hop);
            return callee == NONE
                    ? name(hops.get(hop))
                    : name(hops.get(hop)) + " to " + hops.get(callee).service() + " " + name(hops.get(callee));
        }

        private void see(Trait.Kind kind, int hop, String context, @Nullable String peer, String outcome) {
            FlowHop is = hops.get(hop);
            sightings.add(new Sighting(
                    new Trait(kind, is.service(), context, peer), outcome, is.start(), visitOf[hop], is.id()));
        }

        private static Duration max(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? other : one;
        }

        private static String name(FlowHop hop) {
            String operation = hop.operation();
            return operation == null ? "-" : operation;
        }
    }
}
