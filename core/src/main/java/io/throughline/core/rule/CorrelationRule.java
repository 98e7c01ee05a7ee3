package io.throughline.core.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule about several events of one group within a time.
 *
 * @param rules ids or names of the rules whose matches are correlated, in order where order counts
 * @param groupBy fields, or names of {@code aliases}, in which the events agree; empty: all events are one group
 * @param aliases per alias, per rule, the field that it means there
 * @param timespan from the first event to the last
 * @param field whose values are counted or summed; null for the types that look at none
 * @param percentile of the values of {@code field}, from 0 to 100; null: what part of all values this event's is, in percent
 * @param limits that the figure has to be within, all of them
 * @param condition of temporal correlations: which rules must have matched; null: all, or as many as {@code limits} say
 * @param generate whether the matches of the rules themselves are reported, too
 */
public record CorrelationRule(
        RuleHead head,
        Type type,
        List<String> rules,
        List<String> groupBy,
        Map<String, Map<String, String>> aliases,
        Duration timespan,
        List<String> field,
        @Nullable Double percentile,
        List<Limit> limits,
        @Nullable Occurrence condition,
        boolean generate,
        Samples samples)
        implements Rule {
    /** One bound. */
    public record Limit(Check.Relation relation, double operand) {}

    /** What of several rules must have matched within the time. */
    public sealed interface Occurrence {
        /** @param rule a place in {@link CorrelationRule#rules()} */
        record Of(int rule) implements Occurrence {}

        record Both(Occurrence one, Occurrence other) implements Occurrence {}

        record Either(Occurrence one, Occurrence other) implements Occurrence {}

        record None(Occurrence of) implements Occurrence {}
    }

    /** What is made of the events of a group. */
    public enum Type {
        EVENT_COUNT,
        VALUE_COUNT,
        TEMPORAL,
        TEMPORAL_ORDERED,
        VALUE_SUM,
        VALUE_AVG,
        VALUE_PERCENTILE,
        /** The first rule matched and the second did not within the time: this product's own. */
        ABSENCE
    }

    public CorrelationRule {
        rules = List.copyOf(rules);
        groupBy = List.copyOf(groupBy);
        aliases = Map.copyOf(aliases);
        field = List.copyOf(field);
        limits = List.copyOf(limits);
    }

    /** The field that a name of {@code groupBy} means in events that a rule matched. */
    public String fieldOf(String name, String rule) {
        Map<String, String> alias = aliases.get(name);
        return alias == null ? name : alias.getOrDefault(rule, name);
    }
}
