package io.throughline.core.rule.report;

import io.throughline.core.model.Finding;
import io.throughline.core.parse.EventId;
import io.throughline.core.rule.Check;
import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.correlate.CorrelationFinding;
import io.throughline.core.rule.read.FieldNames;
import io.throughline.core.rule.read.RuleCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Makes findings of what correlations found. */
public final class CorrelationFindings {
    private static final String SEPARATOR = "\u001F";

    private final RuleCollection rules;

    public CorrelationFindings(RuleCollection rules) {
        this.rules = rules;
    }

    /** @param found its events are named as {@link SeenRecord} names them */
    public Finding of(CorrelationFinding found) {
        CorrelationRule rule = found.rule();
        RuleHead head = rule.head();
        RuleGrade grade = RuleGrade.of(head);
        Map<String, String> entity = entity(rule, found.group());
        String key = String.join(
                "\0",
                "correlation",
                head.key(),
                head.version(),
                found.group(),
                found.from().toString(),
                found.time().toString());
        int first = Math.max(0, found.events().size() - Finding.MAX_EVIDENCE);
        return new Finding(
                EventId.of(key, 0),
                grade.rule(),
                grade.version(),
                grade.severity(),
                found.time(),
                entity,
                head.title() + ": " + what(found) + within(rule.timespan()) + of(entity)
                        + (found.incomplete() ? "; incomplete, as there were more events than are kept" : ""),
                grade.confidence(),
                grade.technique(),
                grade.tags(),
                found.events().subList(first, found.events().size()).stream()
                        .map(SeenRecord::of)
                        .toList());
    }

    private Map<String, String> entity(CorrelationRule rule, String group) {
        String[] values = group.split(SEPARATOR, -1);
        Map<String, String> entity = new TreeMap<>();
        for (int i = 0; i < rule.groupBy().size() && i < values.length; i++) {
            entity.put(schemaName(rule, rule.groupBy().get(i)), Excerpt.of(values[i]));
        }
        return entity;
    }

    /** As the first rule has it, or the first that this one is over; collections have no circles. */
    private String schemaName(CorrelationRule rule, String name) {
        String first = rule.rules().getFirst();
        String field = rule.fieldOf(name, first);
        return switch (rules.find(first)) {
            case DetectionRule detection ->
                FieldNames.of(detection.logsource(), detection.ownNames()).of(field);
            case CorrelationRule inner -> schemaName(inner, field);
            case null, default -> field;
        };
    }

    private static String what(CorrelationFinding found) {
        CorrelationRule rule = found.rule();
        String field = String.join(", ", rule.field());
        String figure = number(found.figure());
        return switch (rule.type()) {
                    case EVENT_COUNT -> figure + " events";
                    case VALUE_COUNT -> figure + " different values of " + field;
                    case VALUE_SUM -> field + " adds up to " + figure;
                    case VALUE_AVG -> field + " is " + figure + " on average";
                    case VALUE_PERCENTILE ->
                        rule.percentile() == null
                                ? "a value of " + field + " is " + figure + " % of all"
                                : "percentile " + number(rule.percentile()) + " of " + field + " is " + figure;
                    case TEMPORAL -> figure + " of " + String.join(", ", rule.rules());
                    case TEMPORAL_ORDERED -> String.join(", then ", rule.rules());
                    case ABSENCE ->
                        rule.rules().getFirst() + ", and no " + rule.rules().getLast();
                }
                + limits(rule);
    }

    private static String limits(CorrelationRule rule) {
        if (rule.limits().isEmpty()) {
            return "";
        }
        List<String> limits = new ArrayList<>();
        for (CorrelationRule.Limit limit : rule.limits()) {
            limits.add(word(limit.relation()) + " " + number(limit.operand()));
        }
        return " (asked for: " + String.join(" and ", limits) + ")";
    }

    private static String word(Check.Relation relation) {
        return switch (relation) {
            case LESS -> "less than";
            case AT_MOST -> "at most";
            case MORE -> "more than";
            case AT_LEAST -> "at least";
            case EQUAL -> "exactly";
            case DIFFERENT -> "anything but";
        };
    }

    private static String within(Duration timespan) {
        return " within " + timespan.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private static String of(Map<String, String> entity) {
        return entity.isEmpty()
                ? ""
                : " for "
                        + String.join(
                                ", ",
                                entity.entrySet().stream()
                                        .map(part -> part.getKey() + " " + part.getValue())
                                        .toList());
    }

    private static String number(double figure) {
        return figure == Math.rint(figure) && Math.abs(figure) < 1e15
                ? Long.toString((long) figure)
                : String.format(Locale.ROOT, "%.2f", figure);
    }
}
