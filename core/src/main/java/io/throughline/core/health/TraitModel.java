package io.throughline.core.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is usual for one trait: how its outcomes are shared out, and how much that differs from one stretch of time to the next.
 *
 * <p>The counts of a stretch are taken as drawn from a Dirichlet-multinomial distribution (Madsen, Kauchak and Elkan, "Modeling word
 * burstiness using the Dirichlet distribution", ICML 2005), whose concentration is fitted to the stretches learned from: where what
 * people ask for varies, it is low and little is surprising. What was never seen has the share that Good's estimate gives it ("The
 * population frequencies of species", Biometrika 1953): a trait whose outcomes are ever new is not surprised by one more.
 */
final class TraitModel {
    /** All times that are not {@link #NOTABLE_OCTAVES notably} longer than the median are one outcome: who is faster is not ill. */
    static final String USUAL_TIME = "0";

    /** A service is not broken while it takes less than four times as long as it does half of all times. */
    private static final int NOTABLE_OCTAVES = 2;

    /** As much as so many seen, before the stretches tell; {@link #SPREAD} says how little this binds. */
    private static final double USUAL_CONCENTRATION = 50;

    /** Natural logarithm of the factor by which the concentrations of two in three traits differ from it at most. */
    private static final double SPREAD = 2;

    private static final double WEAKEST = 1;
    private static final double STEP = 2;
    private static final int STEPS = 12;

    private final Map<String, Double> shares = new HashMap<>();
    private final double newShare;
    private final double concentration;
    private final int seen;
    private final int medianOctave;
    private final int usualOctave;

    /** @param slices at least one, none empty */
    TraitModel(Trait.Kind kind, List<Counts> slices) {
        Counts all = new Counts();
        slices.forEach(all::add);
        medianOctave = kind.isTime() ? median(all) : -1;
        usualOctave = kind.isTime() ? medianOctave + NOTABLE_OCTAVES : -1;
        List<Counts> told =
                kind.isTime() ? slices.stream().map(this::withoutShortTimes).toList() : slices;
        Counts sum = kind.isTime() ? withoutShortTimes(all) : all;
        seen = sum.total();
        long once =
                sum.unordered().values().stream().filter(times -> times == 1).count();
        newShare = (once + 0.5) / (seen + 1.0);
        sum.unordered().forEach((outcome, times) -> shares.put(outcome, (1 - newShare) * times / seen));
        double fitted = fit(told);
        // What is learned from few is itself uncertain by as much as few tell.
        concentration = 1 / (1 / fitted + 1 / (seen + 1.0));
    }

    /**
     * How a stretch of time fits.
     *
     * @param nats by how much more likely its counts are if the trait changed, to any other distribution, than if it did not; negative
     *     where nothing changed
     * @param credits of each outcome that became more frequent: its part of the nats, for each time it was seen
     */
    record Judgement(double nats, Map<String, Double> credits) {}

    int seen() {
        return seen;
    }

    Judgement judge(Counts raw) {
        Counts counts = usualOctave < 0 ? raw : withoutShortTimes(raw);
        Counts known = withNewAsOne(counts);
        Set<String> outcomes = new HashSet<>(shares.keySet());
        outcomes.addAll(known.unordered().keySet());
        double nats = ifChanged(known, outcomes.size()) - likelihood(known, concentration);
        return new Judgement(nats, credits(counts, raw, nats));
    }

    private Map<String, Double> credits(Counts counts, Counts raw, double nats) {
        Map<String, Double> gains = new HashMap<>();
        double sum = 0;
        for (Map.Entry<String, Integer> entry : counts.unordered().entrySet()) {
            double usual = share(entry.getKey());
            double now = entry.getValue() / (double) counts.total();
            if (now > usual && !(usualOctave >= 0 && entry.getKey().equals(USUAL_TIME))) {
                double gain = entry.getValue() * Math.log(now / usual);
                gains.put(entry.getKey(), gain / entry.getValue());
                sum += gain;
            }
        }
        Map<String, Double> credits = new HashMap<>();
        if (sum > 0 && nats > 0) {
            for (String outcome : raw.unordered().keySet()) {
                Double gain = gains.get(usualOctave < 0 ? outcome : time(outcome));
                if (gain != null) {
                    credits.put(outcome, nats * gain / sum);
                }
            }
        }
        return credits;
    }

    /** The most frequent outcome; of times, those up to the median. */
    String mostUsual() {
        return shares.entrySet().stream()
                .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Of a trait of times, the one that half of all do not exceed. */
    int medianOctave() {
        return medianOctave;
    }

    /** Which part of all have this outcome, usually. */
    double share(String outcome) {
        return shares.getOrDefault(outcome, newShare);
    }

    private Counts withNewAsOne(Counts counts) {
        Counts known = new Counts();
        counts.unordered().forEach((outcome, times) -> known.add(shares.containsKey(outcome) ? outcome : "", times));
        return known;
    }

    /** If nothing changed. */
    private double likelihood(Counts counts, double strength) {
        double sum = -LogGamma.rising(strength, counts.total());
        for (Map.Entry<String, Integer> entry : counts.unordered().entrySet()) {
            sum += LogGamma.rising(strength * share(entry.getKey()), entry.getValue());
        }
        return sum;
    }

    /** If it changed, to whatever: every distribution over the outcomes, few-sided ones rather than even ones (Perks' prior). */
    private static double ifChanged(Counts counts, int outcomes) {
        double sum = -LogGamma.rising(1, counts.total());
        for (int times : counts.unordered().values()) {
            sum += LogGamma.rising(1.0 / outcomes, times);
        }
        return sum;
    }

    private double fit(List<Counts> slices) {
        double best = WEAKEST;
        double bestSum = Double.NEGATIVE_INFINITY;
        double strength = WEAKEST;
        for (int step = 0; step < STEPS; step++) {
            double off = Math.log(strength / USUAL_CONCENTRATION) / SPREAD;
            double sum = -off * off / 2;
            for (Counts slice : slices) {
                sum += likelihood(slice, strength);
            }
            if (sum > bestSum) {
                bestSum = sum;
                best = strength;
            }
            strength *= STEP;
        }
        return best;
    }

    private Counts withoutShortTimes(Counts raw) {
        Counts told = new Counts();
        raw.unordered().forEach((octave, times) -> told.add(time(octave), times));
        return told;
    }

    private String time(String octave) {
        return Integer.parseInt(octave) <= usualOctave ? USUAL_TIME : octave;
    }

    private static int median(Counts all) {
        List<Integer> octaves = new ArrayList<>();
        all.unordered().keySet().forEach(octave -> octaves.add(Integer.valueOf(octave)));
        octaves.sort(null);
        int below = 0;
        for (int octave : octaves) {
            below += all.of(Integer.toString(octave));
            if (2 * below >= all.total()) {
                return octave;
            }
        }
        return 0;
    }
}
