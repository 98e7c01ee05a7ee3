package io.throughline.core.rule.read;

import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code throughline_samples}: events that the rule must match, and events that it must not. An event is a line as it was
 * written, or a map of ECS fields, nested or dotted; a list of events is one sample, for correlations.
 */
final class SamplesReader {
    static final String ATTRIBUTE = "throughline_samples";

    private static final int MAX_SAMPLES = 1_000;
    private static final int LINE_CHARS = 1 << 17;
    private static final String MATCHES = "matches";
    private static final String IGNORES = "ignores";

    private SamplesReader() {}

    static Samples read(YamlNode.Mapping rule) {
        YamlNode node = rule.get(ATTRIBUTE);
        if (node == null) {
            return Samples.NONE;
        }
        YamlNode.Mapping map = Attributes.map(ATTRIBUTE, node);
        Attributes.known(map, ATTRIBUTE, Set.of(MATCHES, IGNORES));
        return new Samples(samples(map, MATCHES), samples(map, IGNORES));
    }

    private static List<Samples.Sample> samples(YamlNode.Mapping map, String name) {
        YamlNode node = map.get(name);
        if (node == null || Attributes.isNothing(node)) {
            return List.of();
        }
        List<Samples.Sample> samples = new ArrayList<>();
        for (YamlNode item : Attributes.list(node)) {
            List<Samples.Given> events = new ArrayList<>();
            Attributes.list(item).forEach(event -> events.add(event(event)));
            if (events.isEmpty()) {
                throw new InvalidRuleException(item.at(), "a sample has no events");
            }
            samples.add(new Samples.Sample(item.at(), events));
        }
        if (samples.size() > MAX_SAMPLES) {
            throw new InvalidRuleException(node.at(), "more than " + MAX_SAMPLES + " samples");
        }
        return samples;
    }

    private static Samples.Given event(YamlNode node) {
        if (node instanceof YamlNode.Mapping map) {
            Map<String, String> fields = new LinkedHashMap<>();
            flatten("", map, fields);
            return new Samples.Given(null, fields);
        }
        return new Samples.Given(Attributes.text("an event", node, LINE_CHARS), Map.of());
    }

    private static void flatten(String prefix, YamlNode.Mapping map, Map<String, String> fields) {
        for (YamlNode.Pair pair : map.pairs()) {
            String name = prefix + pair.key().text();
            switch (pair.value()) {
                case YamlNode.Mapping inner -> flatten(name + ".", inner, fields);
                case YamlNode.Sequence list -> fields.put(name, joined(name, list));
                case YamlNode.Scalar value -> {
                    if (value.kind() != YamlNode.Kind.NULL) {
                        fields.put(name, Attributes.text(name, value, LINE_CHARS));
                    }
                }
            }
        }
    }

    /** As events have lists. */
    private static String joined(String name, YamlNode.Sequence list) {
        List<String> items = new ArrayList<>();
        list.items().forEach(item -> items.add(Attributes.text(name, item, LINE_CHARS)));
        return String.join(", ", items);
    }
}
