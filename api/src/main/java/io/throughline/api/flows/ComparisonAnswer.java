package io.throughline.api.flows;

import io.throughline.core.flow.FlowComparison;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two flows side by side.
 *
 * @param rows hops of either or of both, parents before children
 */
record ComparisonAnswer(FlowSummary left, FlowSummary right, List<Row> rows) {
    static ComparisonAnswer of(Flow left, Flow right) {
        return new ComparisonAnswer(
                FlowSummary.of(left),
                FlowSummary.of(right),
                FlowComparison.of(left, right).rows().stream().map(Row::of).toList());
    }

    /**
     * A hop and its counterpart.
     *
     * @param depth 0 for roots
     * @param left null where only the right flow has it
     * @param right null where only the left flow has it
     * @param slowerUs how much longer the right one took; null where there is only one
     * @param selfSlowerUs how much of that is its own, not its children's
     * @param ratio how many times as long; null where there is only one, or the left one took no time
     * @param marks such as {@code only_left}, {@code slower}, {@code failed_right}, {@code status}
     */
    record Row(
            int depth,
            @Nullable Side left,
            @Nullable Side right,
            @Nullable Long slowerUs,
            @Nullable Long selfSlowerUs,
            @Nullable Double ratio,
            List<String> marks) {
        static Row of(FlowComparison.Row row) {
            return new Row(
                    row.depth(),
                    row.left() == null ? null : Side.of(row.left()),
                    row.right() == null ? null : Side.of(row.right()),
                    row.slowerUs(),
                    row.selfSlowerUs(),
                    row.ratio(),
                    row.marks().stream()
                            .map(mark -> mark.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    /** A hop in one of the flows. */
    record Side(
            String id,
            String service,
            @Nullable String operation,
            String vantage,
            @Nullable String peer,
            String evidence,
            double confidence,
            long durationUs,
            long selfTimeUs,
            boolean onCriticalPath,
            @Nullable Integer status,
            boolean failed) {
        static Side of(FlowComparison.Side side) {
            FlowHop hop = side.hop();
            return new Side(
                    hop.id(),
                    hop.service(),
                    hop.operation(),
                    hop.vantage().name().toLowerCase(Locale.ROOT),
                    hop.peer(),
                    hop.evidence().name().toLowerCase(Locale.ROOT),
                    hop.confidence(),
                    FlowAnswer.micros(hop.duration()),
                    FlowAnswer.micros(side.selfTime()),
                    side.onCriticalPath(),
                    hop.status(),
                    hop.failed());
        }
    }
}
