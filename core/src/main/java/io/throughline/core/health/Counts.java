package io.throughline.core.health;

import java.util.HashMap;
import java.util.Map;

/** How often each outcome of one trait was seen in a stretch of time. */
final class Counts {
    /** Outcomes told apart; all beyond are counted as one that is called {@link #OTHERS}. */
    static final int MAX_OUTCOMES = 500;

    static final String OTHERS = "(others)";

    private final Map<String, Integer> counts = new HashMap<>(4);
    private int total;

    static Counts of(Map<String, Integer> counts) {
        Counts made = new Counts();
        counts.forEach(made::add);
        return made;
    }

    void add(String outcome, int times) {
        String name = counts.size() < MAX_OUTCOMES || counts.containsKey(outcome) ? outcome : OTHERS;
        counts.merge(name, times, Integer::sum);
        total += times;
    }

    void add(Counts more) {
        more.counts.forEach(this::add);
    }

    int total() {
        return total;
    }

    int of(String outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** By outcome, in no order. */
    Map<String, Integer> unordered() {
        return counts;
    }
}
