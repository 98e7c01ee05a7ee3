package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.Correlogram.Peak;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries some offsets between two clocks on a part of the records and takes the one under which most calls find their other side with the
 * most even delays. Where calls follow one another at an even pace, records also line up when each is taken for the next one's: then
 * some of each row are left over, and the delays vary as much as the pace does.
 */
final class OffsetTrial {
    /** Inbound records of each leg that are tried. */
    private static final int TRIED = 512;

    /** Outbound records that are looked at for each. */
    private static final int LOOKS = 64;

    private final List<Leg> legs;
    private final double offset;
    private final long room;
    private final RouteMemory delays = new RouteMemory();
    private final long[] requests;
    private final long[] responses;
    private int found;
    private int tried;

    private OffsetTrial(List<Leg> legs, Peak peak) {
        this.legs = legs;
        offset = peak.centre();
        room = Math.round(2 * peak.halfWidth());
        int most = legs.stream()
                .mapToInt(leg -> Math.min(leg.inbound.size(), TRIED))
                .sum();
        requests = new long[most];
        responses = new long[most];
    }

    /** Null where there is none to try. */
    static @Nullable Peak best(List<Leg> legs, List<Peak> peaks) {
        if (peaks.size() <= 1) {
            return peaks.isEmpty() ? null : peaks.getFirst();
        }
        Peak best = null;
        double most = Double.NEGATIVE_INFINITY;
        for (Peak peak : peaks) {
            double likelihood = new OffsetTrial(legs, peak).likelihood();
            if (likelihood > most) {
                most = likelihood;
                best = peak;
            }
        }
        return best;
    }

    /** Natural logarithm, up to a constant that is the same for all offsets. */
    private double likelihood() {
        legs.forEach(this::pair);
        DelayDensity unknown = DelayDensity.unknown(1);
        DelayDensity request = DelayDensity.of(delays.request, unknown, 1);
        DelayDensity response = DelayDensity.of(delays.response, unknown, 1);
        double leftOver = logOfLeftOver();
        double sum = (tried - found) * leftOver;
        for (int i = 0; i < found; i++) {
            sum += Math.max(leftOver, request.log(requests[i]) + response.log(responses[i]));
        }
        return sum;
    }

    /** Records without another side may begin and last as they like: evenly over the time that the records took. */
    private double logOfLeftOver() {
        double micros = 1;
        for (Leg leg : legs) {
            Lane in = leg.inbound;
            micros = Math.max(micros, ((double) in.starts[in.size() - 1] - in.starts[0]) / in.size());
        }
        return -2 * Math.log(micros);
    }

    /** Each inbound record, in order, takes the one that is open and free with the least delay. */
    private void pair(Leg leg) {
        Lane out = leg.outbound;
        Lane in = leg.inbound;
        BitSet taken = new BitSet(out.size());
        long shift = Math.round(offset);
        int first = Math.max(0, (in.size() - TRIED) / 2);
        int before = 0;
        for (int i = first; i < Math.min(in.size(), first + TRIED); i++) {
            long start = in.starts[i] - shift;
            long end = in.ends[i] - shift;
            while (before < out.size() && out.starts[before] <= start + room) {
                before++;
            }
            int best = -1;
            for (int o = before - 1; o >= Math.max(0, before - LOOKS); o--) {
                boolean open = out.ends[o] + room >= end && !taken.get(o);
                if (open && (best < 0 || out.ends[o] - out.starts[o] < out.ends[best] - out.starts[best])) {
                    best = o;
                }
            }
            if (best >= 0) {
                taken.set(best);
                requests[found] = start - out.starts[best];
                responses[found] = out.ends[best] - end;
                delays.add(requests[found], responses[found], 1);
                found++;
            }
        }
        tried += Math.min(in.size(), TRIED);
    }
}
