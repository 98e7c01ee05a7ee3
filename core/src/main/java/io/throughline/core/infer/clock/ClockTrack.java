package io.throughline.core.infer.clock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The offset between two clocks as it was at some times, in order. Between them it is taken to change evenly; outside of them nobody
 * looked, so the last one holds, less and less surely: quartz drifts by up to {@value #DRIFT} (PHI in RFC 5905, section 11.1).
 *
 * @param points at most {@link #MAX_POINTS}; the oldest are forgotten
 */
public record ClockTrack(List<Point> points) {
    public static final int MAX_POINTS = 256;

    /** Seconds per second. */
    static final double DRIFT = 15e-6;

    /**
     * The offset at one time.
     *
     * @param micros time of the caller's clock, microseconds since 1970
     * @param pairs calls from which it was told
     */
    public record Point(long micros, ClockOffset offset, int pairs) {}

    public ClockTrack {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a track without points");
        }
        points = points.stream()
                .sorted(Comparator.comparingLong(Point::micros))
                .skip(Math.max(0, points.size() - MAX_POINTS))
                .toList();
    }

    /** A guess that holds at all times. */
    public static ClockTrack constant(ClockOffset offset) {
        return new ClockTrack(List.of(new Point(0, offset, 0)));
    }

    /** With what a later look at the same clocks told; what it told again of the same times replaces what was known. */
    ClockTrack followedBy(ClockTrack later) {
        long from = later.points.getFirst().micros;
        return new ClockTrack(Stream.concat(
                        points.stream().filter(point -> point.micros < from && point.pairs > 0), later.points.stream())
                .toList());
    }

    public int pairs() {
        return points.stream().mapToInt(Point::pairs).sum();
    }

    /** @param micros time of the caller's clock, microseconds since 1970 */
    public ClockOffset at(long micros) {
        int after = firstAfter(micros);
        if (after == 0 || after == points.size()) {
            Point nearest = after == 0 ? points.getFirst() : points.getLast();
            double away = nearest.pairs == 0 ? 0 : Math.abs((double) micros - nearest.micros);
            return new ClockOffset(
                    nearest.offset.micros(), nearest.offset.uncertaintyMicros() + Math.min(DRIFT * away, 1e12));
        }
        Point left = points.get(after - 1);
        Point right = points.get(after);
        double part = ((double) micros - left.micros) / ((double) right.micros - left.micros);
        return new ClockOffset(
                left.offset.micros() + part * (right.offset.micros() - left.offset.micros()),
                Math.max(left.offset.uncertaintyMicros(), right.offset.uncertaintyMicros()));
    }

    /** Only the offset, as {@link #at}, for use in loops. */
    public double microsAt(long micros) {
        if (points.size() == 1) {
            return points.getFirst().offset.micros();
        }
        int after = firstAfter(micros);
        if (after == 0 || after == points.size()) {
            return (after == 0 ? points.getFirst() : points.getLast()).offset.micros();
        }
        Point left = points.get(after - 1);
        Point right = points.get(after);
        double part = ((double) micros - left.micros) / ((double) right.micros - left.micros);
        return left.offset.micros() + part * (right.offset.micros() - left.offset.micros());
    }

    private int firstAfter(long micros) {
        int from = 0;
        int to = points.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (points.get(middle).micros <= micros) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The middle of some values; they are sorted by this. */
    static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
