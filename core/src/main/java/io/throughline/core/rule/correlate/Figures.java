package io.throughline.core.rule.correlate;

import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.CorrelationRule.Occurrence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a correlation makes of the events of one group and timespan, and whether that is within its limits. */
final class Figures {
    private final CorrelationRule rule;

    Figures(CorrelationRule rule) {
        this.rule = rule;
    }

    /** Whether more events can only bring the condition nearer, so that it may be judged with each of them. */
    boolean onlyRise() {
        boolean lowerBounds = rule.limits().stream().allMatch(CorrelationJudge::isLowerBound);
        return switch (rule.type()) {
            case EVENT_COUNT, VALUE_COUNT -> lowerBounds;
            case VALUE_SUM -> lowerBounds;
            case TEMPORAL -> lowerBounds && !hasNone(rule.condition());
            case TEMPORAL_ORDERED -> true;
            case VALUE_AVG, VALUE_PERCENTILE, ABSENCE -> false;
        };
    }

    private static boolean hasNone(@Nullable Occurrence condition) {
        return switch (condition) {
            case null -> false;
            case Occurrence.Of one -> false;
            case Occurrence.Both both -> hasNone(both.one()) || hasNone(both.other());
            case Occurrence.Either either -> hasNone(either.one()) || hasNone(either.other());
            case Occurrence.None none -> true;
        };
    }

    /** How many of the latest events tell as much as all. */
    int enough() {
        double most = rule.limits().stream()
                .mapToDouble(CorrelationRule.Limit::operand)
                .max()
                .orElse(0);
        return switch (rule.type()) {
            case EVENT_COUNT, VALUE_COUNT -> (int) Math.min(CorrelationJudge.MAX_SEEN - 1.0, most) + 1;
            default -> CorrelationJudge.MAX_SEEN;
        };
    }

    /** Takes out what later events say as well: of a value, and of a set of rules, the last is enough. */
    void leaveOut(List<Seen> seen) {
        if (rule.type() != CorrelationRule.Type.VALUE_COUNT && rule.type() != CorrelationRule.Type.TEMPORAL) {
            return;
        }
        Seen last = seen.getLast();
        boolean byValue = rule.type() == CorrelationRule.Type.VALUE_COUNT;
        seen.subList(0, seen.size() - 1)
                .removeIf(other -> byValue ? other.value().equals(last.value()) : (other.rules() & ~last.rules()) == 0);
    }

    boolean hold(List<Seen> seen) {
        if (rule.type() == CorrelationRule.Type.VALUE_PERCENTILE && rule.percentile() == null) {
            return !Double.isNaN(figure(seen));
        }
        if (rule.type() == CorrelationRule.Type.TEMPORAL && rule.limits().isEmpty()) {
            long matched = matched(seen);
            Occurrence condition = rule.condition();
            return condition == null ? matched == all() : holds(condition, matched);
        }
        double figure = figure(seen);
        return !Double.isNaN(figure) && CorrelationJudge.within(rule.limits(), figure);
    }

    /** Not a number where there is nothing to make it of. */
    double figure(List<Seen> seen) {
        return switch (rule.type()) {
            case EVENT_COUNT -> seen.size();
            case VALUE_COUNT -> distinct(seen);
            case TEMPORAL, TEMPORAL_ORDERED, ABSENCE -> Long.bitCount(matched(seen));
            case VALUE_SUM -> sum(seen);
            case VALUE_AVG -> sum(seen) / numbers(seen).length;
            case VALUE_PERCENTILE -> rule.percentile() == null ? share(seen) : percentile(seen, rule.percentile());
        };
    }

    private long all() {
        return -1L >>> (Long.SIZE - rule.rules().size());
    }

    private static long matched(List<Seen> seen) {
        long matched = 0;
        for (Seen event : seen) {
            matched |= event.rules();
        }
        return matched;
    }

    private static boolean holds(Occurrence condition, long matched) {
        return switch (condition) {
            case Occurrence.Of one -> (matched >>> one.rule() & 1) != 0;
            case Occurrence.Both both -> holds(both.one(), matched) && holds(both.other(), matched);
            case Occurrence.Either either -> holds(either.one(), matched) || holds(either.other(), matched);
            case Occurrence.None none -> !holds(none.of(), matched);
        };
    }

    private static double distinct(List<Seen> seen) {
        Set<String> values = new HashSet<>();
        seen.forEach(event -> values.add(event.value()));
        return values.size();
    }

    /** Of as many events as a state may hold, with each of them: no objects. */
    private static double sum(List<Seen> seen) {
        double sum = 0;
        for (Seen event : seen) {
            sum += Double.isNaN(event.number()) ? 0 : event.number();
        }
        return sum;
    }

    private static double[] numbers(List<Seen> seen) {
        return seen.stream()
                .mapToDouble(Seen::number)
                .filter(number -> !Double.isNaN(number))
                .sorted()
                .toArray();
    }

    /** The nearest rank: the least value that at least so many of a hundred are not above. */
    private static double percentile(List<Seen> seen, double percent) {
        double[] numbers = numbers(seen);
        int rank = (int) Math.ceil(percent / 100 * numbers.length);
        return numbers.length == 0 ? Double.NaN : numbers[Math.max(1, rank) - 1];
    }

    /** Of the values whose share of all, in percent, is within the limits, the least; not a number where there is none. */
    private double share(List<Seen> seen) {
        Map<String, Integer> counts = new HashMap<>();
        seen.forEach(event -> counts.merge(event.value(), 1, Integer::sum));
        return counts.values().stream()
                .mapToDouble(count -> 100.0 * count / seen.size())
                .filter(share -> CorrelationJudge.within(rule.limits(), share))
                .min()
                .orElse(Double.NaN);
    }
}
