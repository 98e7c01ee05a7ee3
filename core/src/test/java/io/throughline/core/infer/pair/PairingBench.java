package io.throughline.core.infer.pair;

import io.throughline.core.infer.pair.FlowSet.Score;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Prints, for every set and everything that may happen to it, the share of calls whose two records are found, how often a sure pair is right,
 * and how fast. Run by hand: {@code java -cp ... io.throughline.core.infer.pair.PairingBench [SET...]}.
 */
public final class PairingBench {
    private static final List<String> SETS = List.of(
            "flows/hotel-75-nolink",
            "flows/hotel-25",
            "flows/hotel-75-cache30",
            "flows/media-25",
            "flows/media-75",
            "trainticket");

    private PairingBench() {}

    private static Map<String, UnaryOperator<FlowSet>> variants() {
        Map<String, UnaryOperator<FlowSet>> variants = new LinkedHashMap<>();
        variants.put("as it is", set -> set);
        variants.put("clocks +-250 ms", set -> set.skewed(250_000, 7));
        variants.put("clocks +-10 s", set -> set.skewed(4_900_000, 8));
        variants.put("rounded to 1 ms", set -> set.rounded(1000));
        variants.put("5 % missing", set -> set.missing(0.05, 3));
        variants.put("double load", set -> set.doubled(7_310_000));
        variants.put("4 instances", set -> set.spread(4));
        variants.put("4 instances, +-250 ms", set -> set.spread(4).skewed(250_000, 9));
        variants.put(
                "all of it",
                set -> set.doubled(7_310_000)
                        .spread(4)
                        .skewed(250_000, 9)
                        .missing(0.05, 3)
                        .rounded(1000));
        return variants;
    }

    public static void main(String[] args) throws IOException {
        for (String name : SETS) {
            if (args.length == 0 || Set.of(args).contains(name)) {
                FlowSet set = FlowSet.read(name).withoutLinks();
                variants().forEach((variant, change) -> print(name, variant, change.apply(set)));
            }
        }
    }

    private static void print(String name, String variant, FlowSet set) {
        long before = System.nanoTime();
        Pairing pairing = Pairing.of(set.hops());
        double seconds = (System.nanoTime() - before) / 1e9;
        Score score = set.score(pairing.pairs());
        System.out.printf(
                Locale.ROOT,
                "%-22s %-22s calls %6d right %.4f wrong %5d  sure %.4f of them right %.4f  rounds %2d  %8.0f hops/s%n",
                name,
                variant,
                score.calls(),
                score.share(),
                score.wrong(),
                (double) score.sure() / Math.max(1, pairing.pairs().size()),
                score.sureShare(),
                pairing.counts().rounds(),
                set.hops().size() / seconds);
    }
}
