package io.throughline.core.infer.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls between two instances that both sides saw, and what they tell of the clocks.
 *
 * <p>If the request travels as long as the response, the offset is {@code ((in.start - out.start) + (in.end - out.end)) / 2}, as in NTP
 * (RFC 5905, section 8). It is wrong by at most half of what both travelled, so the calls that travelled least are asked, as NTP's clock
 * filter does (section 10). In any case the call lies within the call: {@code in.end - out.end <= offset <= in.start - out.start}. Of these
 * intervals the part that nearly all share is kept, a few liars allowed (Marzullo, "Maintaining the time in a distributed system", 1983);
 * half its width is the uncertainty, as no record says how the time on the wire divides.
 *
 * <p>At most {@link #MAX_SAMPLES} are kept; then every other one goes, and of later ones as many are left out. Not safe for use by several
 * threads.
 */
public final class ClockSamples {
    private static final int MAX_SAMPLES = 1 << 15;

    /** One point of the track needs as many calls, and as much time: a minute of drift is below a millisecond. */
    private static final int MIN_CALLS = 64;

    private static final long MIN_MICROS = 60_000_000;

    /** Fewer calls than this tell nothing. */
    private static final int MIN_SAMPLES = 3;

    /** The part of the calls that are asked. */
    private static final double LEAST_DELAY = 0.1;

    private static final int MIN_ASKED = 5;

    /** The part of the intervals that may lie. */
    private static final double LIARS = 0.01;

    private Sample[] samples = new Sample[16];
    private int size;
    private int stride = 1;
    private int seen;

    /** Times in microseconds, gaps as read off the two clocks. */
    private record Sample(long micros, long requestGap, long responseGap) {
        double offset() {
            return ((double) requestGap - responseGap) / 2;
        }

        double delay() {
            return (double) requestGap + responseGap;
        }
    }

    /**
     * Adds a call, in order of time.
     *
     * @param micros when it began, by the caller's clock
     * @param requestGap the called one's start less the caller's
     * @param responseGap the caller's end less the called one's
     */
    public void add(long micros, long requestGap, long responseGap) {
        if (seen++ % stride != 0) {
            return;
        }
        if (size == MAX_SAMPLES) {
            for (int i = 0; i < size / 2; i++) {
                samples[i] = samples[2 * i];
            }
            size /= 2;
            stride *= 2;
        }
        if (size == samples.length) {
            samples = Arrays.copyOf(samples, 2 * size);
        }
        samples[size++] = new Sample(micros, requestGap, responseGap);
    }

    public void clear() {
        size = 0;
        seen = 0;
        stride = 1;
    }

    public int size() {
        return size;
    }

    /**
     * Null where too few calls were seen.
     *
     * @param resolution of the times, in microseconds
     */
    public @Nullable ClockTrack track(long resolution) {
        if (size < MIN_SAMPLES) {
            return null;
        }
        List<ClockTrack.Point> points = new ArrayList<>();
        int from = 0;
        int pieces = pieces();
        for (int to = 1; to <= size; to++) {
            boolean enough = to - from >= MIN_CALLS * pieces
                    && samples[to - 1].micros - samples[from].micros >= MIN_MICROS
                    && size - to >= MIN_CALLS * pieces;
            if (enough || to == size) {
                points.add(point(from, to, resolution));
                from = to;
            }
        }
        return new ClockTrack(points);
    }

    /** So that a long time gives no more points than a track may have. */
    private int pieces() {
        return 1 + size / (MIN_CALLS * (ClockTrack.MAX_POINTS / 2));
    }

    private ClockTrack.Point point(int from, int to, long resolution) {
        int count = to - from;
        Sample[] byDelay = Arrays.copyOfRange(samples, from, to);
        Arrays.sort(byDelay, (a, b) -> Double.compare(a.delay(), b.delay()));
        // A delay below zero is no call's but an error.
        int first = Math.min((int) (LIARS * count), count - 1);
        int asked = Math.min(count - first, Math.max(MIN_ASKED, (int) (LEAST_DELAY * count)));
        double[] offsets = new double[asked];
        for (int i = 0; i < asked; i++) {
            offsets[i] = byDelay[first + i].offset();
        }
        double offset = ClockTrack.median(offsets);
        double spread = offsets[(3 * asked) / 4] - offsets[asked / 4];
        double highest = bound(from, to, true);
        double lowest = bound(from, to, false);
        if (lowest <= highest) {
            offset = Math.clamp(offset, lowest, highest);
        }
        double uncertainty = Math.max(Math.abs(highest - lowest) / 2, spread / Math.sqrt(asked)) + resolution / 2.0;
        return new ClockTrack.Point(samples[from + count / 2].micros, new ClockOffset(offset, uncertainty), count);
    }

    /** The end of what nearly all intervals share. */
    private double bound(int from, int to, boolean upper) {
        double[] bounds = new double[to - from];
        for (int i = from; i < to; i++) {
            bounds[i - from] = upper ? samples[i].requestGap : samples[i].responseGap;
        }
        Arrays.sort(bounds);
        double bound = bounds[(int) (LIARS * bounds.length)];
        return upper ? bound : -bound;
    }
}
