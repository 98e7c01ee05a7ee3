package io.throughline.core.rule.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.correlate.Correlator;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.read.RuleCollection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Events as an API server writes them, normalised and held against rules. */
final class PackRun {
    private PackRun() {}

    /** Those that are told themselves, and not only as a part of a correlation. */
    static List<DetectionRule> good(RuleCollection rules) {
        assertThat(rules.problems()).isEmpty();
        Correlator correlator = new Correlator(rules);
        return IntStream.range(0, rules.detections().size())
                .filter(correlator::isReported)
                .mapToObj(rules.detections()::get)
                .toList();
    }

    /** Of all rules that fired, in the order of the events. */
    static List<String> titles(List<String> lines, List<DetectionRule> rules) {
        RuleSet set = RuleSet.of(rules);
        RuleMatcher matcher = set.matcher();
        List<String> titles = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            int count = matcher.match(event(line));
            for (int i = 0; i < count; i++) {
                titles.add(set.rules().get(matcher.match(i)).head().title());
            }
        }
        return titles;
    }

    /** @throws IllegalArgumentException where the line is refused; its message says why */
    static LogEvent event(String line) {
        Object normalised = new Normaliser(ParseLimits.DEFAULTS)
                .normalise(new RawRecord("cases", 0, line.getBytes(StandardCharsets.UTF_8), Origin.ofHost("cases")));
        if (normalised instanceof Rejected rejected) {
            throw new IllegalArgumentException(rejected.reason());
        }
        return (LogEvent) normalised;
    }
}
