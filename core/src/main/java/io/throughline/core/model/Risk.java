package io.throughline.core.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How urgent an alert is, and which others tell of the same cause.
 *
 * @param score 0 to 100: a hundred times the product of the factors, rounded
 * @param factors what it is made of
 * @param group the id of the first alert of its cause, which may be itself
 * @param groupSize how many alerts the cause has, as far as this alert knows
 * @param related the others, of the first alert of a cause only; at most {@link #MAX_RELATED}, the earliest first
 * @param suppressed why nobody is to be told; null: people are to be told
 */
public record Risk(
        int score,
        List<Factor> factors,
        String group,
        int groupSize,
        List<Related> related,
        @Nullable String suppressed) {
    public static final int MAX_RELATED = 50;

    public Risk {
        factors = List.copyOf(factors);
        related = List.copyOf(related);
        if (score < 0 || score > 100 || related.size() > MAX_RELATED) {
            throw new IllegalArgumentException("a risk of " + score + " with " + related.size() + " related alerts");
        }
    }

    /**
     * A part of the score.
     *
     * @param name {@code confidence}, {@code sensitivity} or {@code exposure}
     * @param value above 0, at most 1
     * @param reason a sentence that says why
     */
    public record Factor(String name, double value, String reason) {}

    /** Another alert of the same cause. */
    public record Related(String id, String rule, String title) {}

    public Risk in(String ofGroup, int size, List<Related> others) {
        return new Risk(score, factors, ofGroup, size, others, suppressed);
    }
}
