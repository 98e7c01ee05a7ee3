package io.throughline.core.infer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What caused a span, as far as times tell.
 *
 * @param child a span's id
 * @param parent the id of the span that most likely caused it; null: none of those that were seen
 * @param confidence in that, in [0,1]: against the best that the other requests could do if it were otherwise
 * @param others the next likely parents, the best first, at most {@link #MAX_OTHERS}
 */
public record Edge(String child, @Nullable String parent, double confidence, List<Other> others) {
    public static final int MAX_OTHERS = 3;

    /** A parent that was not chosen, with its share of the confidence. */
    public record Other(String parent, double confidence) {}

    public Edge {
        others = List.copyOf(others);
    }
}
