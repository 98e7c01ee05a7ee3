package io.throughline.core.rule.correlate;

import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.match.EventField;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.read.FieldNames;
import io.throughline.core.rule.read.RuleCollection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says to which correlation, and to which of its groups, an event or another correlation's finding goes. It keeps nothing: states and
 * timers are the driver's. Not for two threads at once.
 */
public final class Correlator {
    private static final String SEPARATOR = "\u001F";

    private final List<CorrelationRule> rules;
    private final List<Set<String>> carried = new ArrayList<>();
    private final Map<Integer, List<Way>> ofDetection = new HashMap<>();
    private final Map<Integer, List<Way>> ofCorrelation = new HashMap<>();

    /**
     * Something for one group.
     *
     * @param correlation its number among the collection's correlations
     * @param group the values of the fields that it groups by
     */
    public record Routed(int correlation, String group, Seen seen) {}

    /** From the matches of one rule to one correlation. */
    private record Way(int correlation, int place, Map<String, EventField> fields, Map<String, String> names) {}

    public Correlator(RuleCollection collection) {
        this.rules = collection.correlations();
        for (int i = 0; i < rules.size(); i++) {
            carried.add(new LinkedHashSet<>());
        }
        // Those over others come behind them, so what they need is known before.
        for (int i = rules.size() - 1; i >= 0; i--) {
            connect(i, collection);
        }
    }

    public List<CorrelationRule> rules() {
        return rules;
    }

    private void connect(int number, RuleCollection collection) {
        CorrelationRule rule = rules.get(number);
        Set<String> needed = new LinkedHashSet<>(rule.groupBy());
        needed.addAll(rule.field());
        needed.addAll(carried.get(number));
        for (int place = 0; place < rule.rules().size(); place++) {
            String name = rule.rules().get(place);
            for (int i = 0; i < collection.detections().size(); i++) {
                DetectionRule detection = collection.detections().get(i);
                if (detection.head().isCalled(name)) {
                    ofDetection
                            .computeIfAbsent(i, any -> new ArrayList<>())
                            .add(new Way(number, place, fields(rule, name, needed, detection), Map.of()));
                }
            }
            for (int i = 0; i < number; i++) {
                if (rules.get(i).head().isCalled(name)) {
                    Map<String, String> names = new LinkedHashMap<>();
                    needed.forEach(field -> names.put(field, rule.fieldOf(field, name)));
                    carried.get(i).addAll(names.values());
                    ofCorrelation
                            .computeIfAbsent(i, any -> new ArrayList<>())
                            .add(new Way(number, place, Map.of(), names));
                }
            }
        }
    }

    private static Map<String, EventField> fields(
            CorrelationRule rule, String name, Set<String> needed, DetectionRule detection) {
        FieldNames names = FieldNames.of(detection.logsource(), detection.ownNames());
        Map<String, EventField> fields = new LinkedHashMap<>();
        needed.forEach(field -> fields.put(field, EventField.of(names.of(rule.fieldOf(field, name)))));
        return fields;
    }

    /** Whether a rule's matches are reported themselves: where no correlation has them, or one says that they should be. */
    public boolean isReported(int detection) {
        List<Way> ways = ofDetection.getOrDefault(detection, List.of());
        return ways.isEmpty()
                || ways.stream().anyMatch(way -> rules.get(way.correlation).generate());
    }

    /** The same of a correlation over which there are others. */
    public boolean isFindingReported(int correlation) {
        List<Way> ways = ofCorrelation.getOrDefault(correlation, List.of());
        return ways.isEmpty()
                || ways.stream().anyMatch(way -> rules.get(way.correlation).generate());
    }

    /**
     * An event that was just matched.
     *
     * @param matcher of the same detections, in the same order, as the collection has them
     */
    public void route(LogEvent event, RuleMatcher matcher, int matches, Consumer<Routed> to) {
        if (ofDetection.isEmpty()) {
            return;
        }
        Map<String, Routed> routed = new LinkedHashMap<>();
        for (int i = 0; i < matches; i++) {
            for (Way way : ofDetection.getOrDefault(matcher.match(i), List.of())) {
                Map<String, String> fields = new LinkedHashMap<>();
                way.fields.forEach((name, field) -> {
                    String value = field.of(event);
                    if (value != null) {
                        fields.put(name, value);
                    }
                });
                add(way, fields, new Seen(event.timestamp(), event.id(), 1L << way.place, "", fields), routed);
            }
        }
        routed.values().forEach(to);
    }

    /** What another correlation found. */
    public void route(int correlation, CorrelationFinding finding, Consumer<Routed> to) {
        Map<String, Routed> routed = new LinkedHashMap<>();
        for (Way way : ofCorrelation.getOrDefault(correlation, List.of())) {
            Map<String, String> fields = new LinkedHashMap<>();
            way.names.forEach((name, inner) -> {
                String value = finding.fields().get(inner);
                if (value != null) {
                    fields.put(name, value);
                }
            });
            String id = finding.events().getLast();
            add(way, fields, new Seen(finding.time(), id, 1L << way.place, "", fields), routed);
        }
        routed.values().forEach(to);
    }

    /** An event that several rules of a correlation matched is one there. One without a field to group by is in no group. */
    private void add(Way way, Map<String, String> fields, Seen seen, Map<String, Routed> routed) {
        CorrelationRule rule = rules.get(way.correlation);
        String group = joined(rule.groupBy(), fields);
        String value = joined(rule.field(), fields);
        if (group == null || value == null) {
            return;
        }
        Map<String, String> kept = new LinkedHashMap<>(fields);
        kept.keySet().retainAll(carried.get(way.correlation));
        routed.merge(
                way.correlation + SEPARATOR + group,
                new Routed(way.correlation, group, new Seen(seen.time(), seen.eventId(), seen.rules(), value, kept)),
                Correlator::both);
    }

    private static Routed both(Routed one, Routed other) {
        Seen seen = one.seen;
        long rules = seen.rules() | other.seen.rules();
        return new Routed(
                one.correlation, one.group, new Seen(seen.time(), seen.eventId(), rules, seen.value(), seen.fields()));
    }

    private static @Nullable String joined(List<String> names, Map<String, String> fields) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            String value = fields.get(name);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return String.join(SEPARATOR, values);
    }
}
