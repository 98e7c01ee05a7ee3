package io.throughline.core.infer;

import io.throughline.core.model.Vantage;

/**
 * One observed request as inference sees it. All spans of a matching are of one instance, and so of one clock.
 *
 * @param id the hop's
 * @param kind what was asked, and of whom or by whom: spans of one kind are expected to behave alike
 * @param start in microseconds since 1970
 * @param end the same, not before {@code start}
 */
public record Span(String id, Vantage vantage, String kind, long start, long end) {
    public Span {
        if (end < start) {
            throw new IllegalArgumentException("span " + id + " ends before it starts");
        }
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
