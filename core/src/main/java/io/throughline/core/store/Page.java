package io.throughline.core.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the answers.
 *
 * @param total how many there are; a lower bound where {@code totalIsExact} is false
 * @param cursor gives the next page; null when this is the last
 */
public record Page<T>(
        List<T> items,
        long total,
        boolean totalIsExact,
        @Nullable String cursor) {
    public Page {
        items = List.copyOf(items);
    }
}
