package io.throughline.stream.sources;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far event time has come in a mix of sources (files, connections) that each keep their own order: as far as the source
 * that is furthest behind, among those that count. Not counted are sources that have been silent, sources that lag by more than
 * {@code maxLag} (a clock that lies, a backfill beside live logs: their records are late, the others are not held back), and
 * times in the future. Not safe for use by several threads.
 */
final class SourceClock {
    /** A source's time may be ahead of the wall clock by this much. */
    static final Duration MAX_AHEAD = Duration.ofMinutes(1);

    /** Silent sources are forgotten when there are more than this many. */
    static final int MAX_SOURCES = 100_000;

    private final long idleMillis;
    private final long maxLagMillis;
    private final Map<String, Progress> sources = new HashMap<>();

    SourceClock(Duration idleAfter, Duration maxLag) {
        idleMillis = idleAfter.toMillis();
        maxLagMillis = maxLag.toMillis();
    }

    private static final class Progress {
        long latest = Long.MIN_VALUE;
        long seenAt;
    }

    /**
     * @param time of the record, in milliseconds
     * @param now the clock by which a source is silent, in milliseconds
     * @param wall the wall clock, in milliseconds since 1970
     * @return whether the time counts
     */
    boolean saw(String source, long time, long now, long wall) {
        if (time > wall + MAX_AHEAD.toMillis()) {
            return false;
        }
        Progress progress = sources.get(source);
        if (progress == null) {
            if (sources.size() >= MAX_SOURCES) {
                sources.values().removeIf(known -> now - known.seenAt > idleMillis);
            }
            progress = new Progress();
            sources.put(source, progress);
        }
        progress.latest = Math.max(progress.latest, time);
        progress.seenAt = now;
        return true;
    }

    /** The time that no counted source is behind; empty when all are silent. */
    OptionalLong reached(long now) {
        long leader = Long.MIN_VALUE;
        for (Progress progress : sources.values()) {
            if (now - progress.seenAt <= idleMillis) {
                leader = Math.max(leader, progress.latest);
            }
        }
        if (leader == Long.MIN_VALUE) {
            return OptionalLong.empty();
        }
        long behind = leader;
        for (Progress progress : sources.values()) {
            if (now - progress.seenAt <= idleMillis && progress.latest >= leader - maxLagMillis) {
                behind = Math.min(behind, progress.latest);
            }
        }
        return OptionalLong.of(behind);
    }
}
