package io.throughline.core.infer.clock;

import io.throughline.core.infer.clock.ClockGraph.Edge;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the clocks of a fleet: the offset of every two instances that call each other, over time, and from these the offset
 * of every instance against one of those that it is connected with.
 *
 * <p>Nothing is known of instances that no pair of records connects: the answer is empty then, never zero.
 *
 * @param tracks at most {@link #MAX_PAIRS}
 */
public record ClockOffsets(SortedMap<InstancePair, ClockTrack> tracks) {
    public static final ClockOffsets NONE = new ClockOffsets(new TreeMap<>());

    /** Two instances may call each other, each with many others. */
    public static final int MAX_PAIRS = 100_000;

    /**
     * One instance's clock.
     *
     * @param reference the instance against whose clock the offset is told
     */
    public record InstanceOffset(InstanceId reference, ClockOffset offset) {}

    public ClockOffsets {
        if (tracks.size() > MAX_PAIRS) {
            throw new IllegalArgumentException(tracks.size() + " pairs of clocks, at most " + MAX_PAIRS + " are kept");
        }
        tracks = new TreeMap<>(tracks);
    }

    /** By how much {@code called} is ahead of {@code caller}; empty where their records tell nothing of it. */
    public Optional<ClockOffset> between(InstanceId caller, InstanceId called, Instant at) {
        if (caller.equals(called)) {
            return Optional.of(new ClockOffset(0, 0));
        }
        ClockTrack direct = tracks.get(new InstancePair(caller, called));
        if (direct != null) {
            return Optional.of(direct.at(micros(at)));
        }
        ClockTrack back = tracks.get(new InstancePair(called, caller));
        if (back != null) {
            return Optional.of(back.at(micros(at)).reversed());
        }
        return Optional.empty();
    }

    /**
     * By how much each instance is ahead of the reference of those that it is connected with, by least squares over all pairs,
     * weighted by their uncertainty. Instances of which nothing is known are left out.
     */
    public SortedMap<InstanceId, InstanceOffset> instances(Instant at) {
        List<Edge> edges = new ArrayList<>(tracks.size());
        for (Map.Entry<InstancePair, ClockTrack> track : tracks.entrySet()) {
            edges.add(new Edge(
                    track.getKey().caller(),
                    track.getKey().called(),
                    track.getValue().at(micros(at))));
        }
        return ClockGraph.solve(edges);
    }

    /** With what was seen later; what was known of other instances stays. Beyond {@link #MAX_PAIRS}, new ones are left out. */
    public ClockOffsets followedBy(Map<InstancePair, ClockTrack> later) {
        TreeMap<InstancePair, ClockTrack> all = new TreeMap<>(tracks);
        new TreeMap<>(later).forEach((pair, track) -> {
            ClockTrack known = all.get(pair);
            if (known != null) {
                all.put(pair, known.followedBy(track));
            } else if (all.size() < MAX_PAIRS) {
                all.put(pair, track);
            }
        });
        return new ClockOffsets(all);
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
