package io.throughline.api.web;

import io.throughline.core.store.Page;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Some of the answers, as JSON has it.
 *
 * @param cursor to be given back for the next page; null when this is the last
 */
public record PageAnswer<T>(
        List<T> items,
        long total,
        boolean totalIsExact,
        @Nullable String cursor) {
    public static <S, T> PageAnswer<T> of(Page<S> page, Function<S, T> shape) {
        return new PageAnswer<>(
                page.items().stream().map(shape).toList(), page.total(), page.totalIsExact(), page.cursor());
    }
}
