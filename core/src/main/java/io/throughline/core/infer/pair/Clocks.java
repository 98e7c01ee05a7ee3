package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.ClockOffset;
import io.throughline.core.infer.clock.ClockOffsets;
import io.throughline.core.infer.clock.ClockOffsets.InstanceOffset;
import io.throughline.core.infer.clock.ClockSamples;
import io.throughline.core.infer.clock.ClockTrack;
import io.throughline.core.infer.clock.Correlogram;
import io.throughline.core.infer.clock.Correlogram.Peak;
import io.throughline.core.infer.clock.InstanceId;
import io.throughline.core.infer.clock.InstancePair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The clocks of all two instances between which calls may have been made in one window: first a guess, then better by each round of pairs. */
final class Clocks {
    /** Differences that are counted for two instances at most, as far as at least {@link #MIN_ASKED} records are asked. */
    private static final int MAX_DIFFERENCES = 1 << 21;

    private static final int MIN_ASKED = 64;
    private static final int MAX_ASKED = 2048;

    private final List<InstanceId> instances;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<Pairwise> pairs = new ArrayList<>();

    private static final class Pairwise {
        final InstancePair instances;
        final List<Leg> legs = new ArrayList<>();
        final ClockSamples samples = new ClockSamples();

        Pairwise(InstancePair instances) {
            this.instances = instances;
        }

        /** Where records name the called service, others (calls of databases) would only blur what they tell. */
        List<Leg> telling() {
            List<Leg> named = legs.stream().filter(leg -> leg.route.named()).toList();
            return named.isEmpty() ? legs : named;
        }

        long resolution() {
            return legs.stream()
                    .mapToLong(leg -> Math.max(
                            Math.max(leg.outbound.startResolution, leg.inbound.startResolution),
                            Math.max(leg.outbound.endResolution, leg.inbound.endResolution)))
                    .min()
                    .orElse(1);
        }

        void track(ClockTrack track) {
            legs.forEach(leg -> leg.track = track);
        }
    }

    Clocks(List<InstanceId> instances) {
        this.instances = instances;
    }

    /** A number for two instances. */
    int number(int caller, int called) {
        Integer known = numbers.putIfAbsent(((long) caller << 32) | called, pairs.size());
        if (known != null) {
            return known;
        }
        pairs.add(new Pairwise(new InstancePair(instances.get(caller), instances.get(called))));
        return pairs.size() - 1;
    }

    void add(Leg leg) {
        pairs.get(leg.clocks).legs.add(leg);
    }

    void sample(Leg leg, long micros, long requestGap, long responseGap) {
        pairs.get(leg.clocks).samples.add(micros, requestGap, responseGap);
    }

    /** Takes what is known, and looks for a first guess where nothing is. */
    void guess(ClockOffsets known) {
        Correlogram correlogram = new Correlogram();
        for (Pairwise pair : pairs) {
            ClockTrack track = known.tracks().get(pair.instances);
            if (track != null) {
                pair.track(track);
            } else if (pair.instances.caller().equals(pair.instances.called())) {
                pair.track(ClockTrack.constant(new ClockOffset(0, 0)));
            } else {
                correlogram.clear();
                List<Leg> telling = pair.telling();
                telling.forEach(leg -> count(leg, correlogram));
                Peak peak = OffsetTrial.best(telling, correlogram.peaks());
                if (peak != null) {
                    pair.track(ClockTrack.constant(new ClockOffset(peak.centre(), peak.halfWidth())));
                }
            }
        }
        fill();
    }

    /** Two instances that never show what their clocks are may both be known to others. */
    private void fill() {
        TreeMap<InstancePair, ClockTrack> tracks = new TreeMap<>();
        long middle = 0;
        boolean missing = false;
        for (Pairwise pair : pairs) {
            Leg leg = pair.legs.isEmpty() ? null : pair.legs.getFirst();
            if (leg != null && leg.track != null) {
                tracks.putIfAbsent(pair.instances, leg.track);
                middle = leg.outbound.starts[leg.outbound.size() / 2];
            } else {
                missing = true;
            }
        }
        if (!missing || tracks.size() > ClockOffsets.MAX_PAIRS) {
            return;
        }
        SortedMap<InstanceId, InstanceOffset> solved =
                new ClockOffsets(tracks).instances(Instant.EPOCH.plus(middle, ChronoUnit.MICROS));
        for (Pairwise pair : pairs) {
            InstanceOffset caller = solved.get(pair.instances.caller());
            InstanceOffset called = solved.get(pair.instances.called());
            if (caller != null
                    && called != null
                    && caller.reference().equals(called.reference())
                    && !tracks.containsKey(pair.instances)) {
                pair.track(ClockTrack.constant(new ClockOffset(
                        called.offset().micros() - caller.offset().micros(),
                        called.offset().uncertaintyMicros() + caller.offset().uncertaintyMicros())));
            }
        }
    }

    /** The middles of the calls: if request and response travel alike, they differ by the clocks' offset alone. */
    private static void count(Leg leg, Correlogram correlogram) {
        Lane out = leg.outbound;
        Lane in = leg.inbound;
        int step = step(out, in);
        long resolution = 2
                * Math.max(
                        Math.max(out.startResolution, in.startResolution),
                        Math.max(out.endResolution, in.endResolution));
        int from = 0;
        for (int i = 0; i < in.size(); i += step) {
            long earliest = in.starts[i] - Correlogram.RANGE_US - (in.ends[i] - in.starts[i]);
            long latest = in.ends[i] + Correlogram.RANGE_US;
            long duration = in.ends[i] - in.starts[i];
            while (from < out.size() && out.starts[from] < earliest && out.ends[from] < earliest) {
                from++;
            }
            for (int o = from; o < out.size() && out.starts[o] <= latest; o++) {
                // A call lasts at least as long at the caller, whatever the clocks say.
                if (out.ends[o] - out.starts[o] + resolution >= duration) {
                    correlogram.add((in.starts[i] - out.starts[o] + in.ends[i] - out.ends[o]) / 2);
                }
            }
        }
    }

    private static int step(Lane out, Lane in) {
        double span = Math.max(1.0, (double) out.starts[out.size() - 1] - out.starts[0]);
        double around = Math.max(1, out.size() * Math.min(1, 2 * Correlogram.RANGE_US / span));
        double asked = Math.clamp(MAX_DIFFERENCES / around, MIN_ASKED, MAX_ASKED);
        return (int) Math.max(1, Math.ceil(in.size() / asked));
    }

    /** Better offsets, from the pairs since the last time. */
    void refine() {
        for (Pairwise pair : pairs) {
            ClockTrack track = pair.samples.track(pair.resolution());
            if (track != null && !pair.instances.caller().equals(pair.instances.called())) {
                pair.track(track);
            }
            pair.samples.clear();
        }
    }

    /** What pairs of records told; guesses are left out. */
    Map<InstancePair, ClockTrack> tracks() {
        Map<InstancePair, ClockTrack> tracks = new TreeMap<>();
        for (Pairwise pair : pairs) {
            ClockTrack track = pair.legs.isEmpty() ? null : pair.legs.getFirst().track;
            if (track != null && track.pairs() > 0) {
                tracks.put(pair.instances, track);
            }
        }
        return tracks;
    }
}
