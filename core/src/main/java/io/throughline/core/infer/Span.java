package io.throughline.core.infer;

import io.throughline.core.model.Vantage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One observed request as inference sees it. All spans of a matching are of one instance, and so of one clock.
 *
 * @param id the hop's
 * @param kind what was asked, and of whom or by whom: spans of one kind are expected to behave alike
 * @param start in microseconds since 1970
 * @param end the same, not before {@code start}
 * @param trace that its record names; null where it names none
 * @param span its own id within the trace
 * @param parentSpan the id of what caused it
 * @param marks what its record names of many: ids in its path, who asked; what is caused often names the same
 */
public record Span(
        String id,
        Vantage vantage,
        String kind,
        long start,
        long end,
        @Nullable String trace,
        @Nullable String span,
        @Nullable String parentSpan,
        Set<String> marks) {
    public Span {
        marks = Set.copyOf(marks);
        if (end < start) {
            throw new IllegalArgumentException("span " + id + " ends before it starts");
        }
    }

    /** One whose record names no flow. */
    public Span(String id, Vantage vantage, String kind, long start, long end) {
        this(id, vantage, kind, start, end, null, null, null, Set.of());
    }

    /** Whether it may have caused others of its instance. */
    boolean mayCause() {
        return vantage != Vantage.OUTBOUND;
    }

    /** Whether another of its instance may have caused it. */
    boolean mayBeCaused() {
        return vantage != Vantage.INBOUND;
    }
}
