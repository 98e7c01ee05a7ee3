package io.throughline.core.behaviour;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large a quantity usually is, and how improbable larger ones are. Quantities (counts, bytes) are kept as steps: up to
 * {@link #EXACT} each number is one, beyond it eight steps double it, so that a step is at most 9 %.
 *
 * <p>What lies beyond a high quantile of what was seen is modelled alone, as extreme value theory has it (peaks over threshold: Pickands,
 * "Statistical inference using extreme order statistics", 1975; for streams Siffer et al., "Anomaly detection in streams with extreme value
 * theory", KDD 2017). The excess, in steps, is geometric: exponential in the small numbers, a power law beyond, as sizes of data have it. Its parameter is not
 * estimated and then believed: the chance is averaged over what the peaks leave possible (a beta prior of one peak), so few peaks make a long tail, and
 * a short history makes nobody suspicious. Of the two highest thresholds with at least {@link #MIN_PEAKS} peaks the one counts that makes the quantity more
 * probable: a few great readers among many small ones are a tail of their own. Nor is anything less probable than it was frequent.
 *
 * <p>A sample beyond all others that has a chance below {@link #DOUBT} counts as one that just has this chance (winsorised: Tukey, "The future of data analysis",
 * 1962), lest one who was not told of hides the next; where many are such, the tail grows until they are usual.
 *
 * <p>At most {@link #MAX_STEPS} steps, 16 bytes each. Fades by half every {@link #HALF_LIFE}, and at {@link #MAX_SAMPLES}.
 *
 * @param since when it began
 * @param all samples that it ever had
 * @param faded when it was last halved, or began
 * @param samples how many quantities it was learned from, faded
 * @param most the largest step that is kept
 * @param counts of samples by their step
 */
public record Tail(Instant since, long all, Instant faded, long samples, int most, Map<Integer, Long> counts) {
    public static final Duration HALF_LIFE = Duration.ofDays(7);

    public static final long MAX_SAMPLES = 100_000;

    public static final double DOUBT = 1e-3;

    /** Whoever comes first is learned from. */
    private static final int ENOUGH_TO_DOUBT = 50;

    static final int EXACT = 32;
    static final int MAX_STEPS = EXACT + 8 * 45 + 1;
    static final int MIN_PEAKS = 10;

    private static final List<Double> THRESHOLDS = List.of(0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999);

    public static Tail empty(Instant since) {
        return new Tail(since, 0, since, 0, 0, new HashMap<>());
    }

    /** The step of a quantity; 0 for nothing. */
    public static int step(long quantity) {
        if (quantity <= EXACT) {
            return (int) Math.max(0, quantity);
        }
        double octaves = Math.log((double) quantity / EXACT) / Math.log(2);
        return Math.min(MAX_STEPS - 1, EXACT + (int) Math.floor(8 * octaves + 1e-9));
    }

    /** The least quantity of a step. */
    public static long quantity(int step) {
        return step <= EXACT ? step : (long) Math.ceil(EXACT * Math.pow(2, (step - EXACT) / 8.0) - 1e-6);
    }

    /** Learns one; the map is changed in place, this tail is not to be used again. */
    public Tail with(long quantity, Instant now) {
        Tail old = samples >= MAX_SAMPLES || now.isAfter(faded.plus(HALF_LIFE)) ? halved(now) : this;
        int step = step(quantity);
        boolean doubtful = old.samples >= ENOUGH_TO_DOUBT && step > old.most && old.chance(quantity) < DOUBT;
        int counted = doubtful ? old.doubtful(step) : step;
        old.counts.merge(counted, 1L, Long::sum);
        return new Tail(since, all + 1, old.faded, old.samples + 1, Math.max(old.most, counted), old.counts);
    }

    /** The least step below this one, and beyond all others, from which on samples are doubtful. */
    private int doubtful(int step) {
        int least = most + 1;
        while (least < step && chance(quantity(least)) >= DOUBT) {
            least++;
        }
        return least;
    }

    /** How many samples an hour has, at least one. */
    public double perHour(Instant now) {
        double hours = Math.max(1, (double) Duration.between(since, now).toSeconds() / 3_600);
        return Math.max(1, (double) all / hours);
    }

    private Tail halved(Instant now) {
        Map<Integer, Long> kept = new HashMap<>();
        long left = 0;
        int largest = 0;
        for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
            long half = entry.getValue() / 2;
            if (half > 0) {
                kept.put(entry.getKey(), half);
                left += half;
                largest = Math.max(largest, entry.getKey());
            }
        }
        return new Tail(since, all, now, left, largest, kept);
    }

    /** The quantity that this share of the samples does not exceed; 0 before there are any. */
    public long quantile(double share) {
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : new TreeMap<>(counts).entrySet()) {
            seen += entry.getValue();
            if (seen >= share * (double) samples) {
                return quantity(entry.getKey());
            }
        }
        return 0;
    }

    /** How probable so much or more is, in (0,1]; 1 before there is a sample. */
    public double chance(long quantity) {
        int step = step(quantity);
        if (samples == 0 || step == 0) {
            return 1;
        }
        TreeMap<Integer, Long> sorted = new TreeMap<>(counts);
        int[] thresholds = thresholds(sorted);
        double chance = (double) sum(sorted.tailMap(step)) / (double) (samples + 1);
        for (int threshold : thresholds) {
            if (threshold < step) {
                chance = Math.max(chance, beyond(sorted.tailMap(threshold), threshold, step));
            }
        }
        return Math.min(1, chance);
    }

    /** The two highest with enough peaks; while there are few samples, the least of them. */
    private int[] thresholds(TreeMap<Integer, Long> sorted) {
        int highest = sorted.firstKey();
        int below = highest;
        for (double share : THRESHOLDS) {
            int threshold = stepAt(sorted, share);
            if (threshold > highest && sum(sorted.tailMap(threshold)) >= MIN_PEAKS) {
                below = highest;
                highest = threshold;
            }
        }
        return new int[] {below, highest};
    }

    private double beyond(Map<Integer, Long> peaks, int threshold, int step) {
        long number = sum(peaks);
        double excess = 0;
        for (Map.Entry<Integer, Long> peak : peaks.entrySet()) {
            excess += (double) (peak.getKey() - threshold) * (double) peak.getValue();
        }
        double chance = (double) (number + 1) / (double) (samples + 2);
        for (int i = 0; i < step - threshold; i++) {
            chance *= (excess + 1 + i) / (excess + (double) number + 2 + i);
        }
        return chance;
    }

    private int stepAt(TreeMap<Integer, Long> sorted, double share) {
        long seen = 0;
        for (Map.Entry<Integer, Long> entry : sorted.entrySet()) {
            seen += entry.getValue();
            if ((double) seen > share * (double) samples) {
                return entry.getKey();
            }
        }
        return sorted.lastKey();
    }

    private static long sum(Map<Integer, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }
}
