package io.throughline.testkit;

import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.Page;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of a sorted list whose cursor names the last item given: rank, time and a key that makes it unique. */
final class Cursors {
    private Cursors() {}

    /**
     * Where an item stands in the order.
     *
     * @param rank what comes before time
     */
    record Position(int rank, Instant time, String key) implements Comparable<Position> {
        private static final Comparator<Position> ORDER = Comparator.comparingInt(Position::rank)
                .thenComparing(Position::time)
                .thenComparing(Position::key);

        Position(Instant time, String key) {
            this(0, time, key);
        }

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }

        String encode() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((rank + " " + time + " " + key).getBytes(StandardCharsets.UTF_8));
        }

        static Position decode(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int first = text.indexOf(' ');
                int second = text.indexOf(' ', first + 1);
                if (first > 0 && second > 0) {
                    return new Position(
                            Integer.parseInt(text.substring(0, first)),
                            Instant.parse(text.substring(first + 1, second)),
                            text.substring(second + 1));
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                // Told below, in the same words as a cursor without a blank.
            }
            throw new InvalidQueryException("The cursor is not one that a page before gave.");
        }
    }

    static <T> Page<T> page(
            List<T> all, Function<T, Position> position, boolean ascending, int size, @Nullable String cursor) {
        Comparator<Position> order = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        Position after = cursor == null ? null : Position.decode(cursor);
        List<T> rest = all.stream()
                .sorted(Comparator.comparing(position, order))
                .filter(item -> after == null || order.compare(position.apply(item), after) > 0)
                .toList();
        List<T> items = rest.subList(0, Math.min(size, rest.size()));
        String next =
                items.size() < rest.size() ? position.apply(items.getLast()).encode() : null;
        return new Page<>(items, all.size(), true, next);
    }
}
