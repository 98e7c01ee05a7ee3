package io.throughline.core.rule.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.parse.DataSets;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.Logsource;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.read.RuleReader;
import io.throughline.core.rule.sample.SampleEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule of the collection loads, matches an event made from it, and does not match one in which a single thing is amiss. */
class SigmaDataTest {
    private static final int FILES = 107;

    private final SampleEvents events = new SampleEvents();

    @Test
    void everyRuleLoads() throws IOException {
        RuleCollection rules = rules();

        assertThat(rules.problems()).isEmpty();
        assertThat(rules.detections()).hasSize(FILES);
        assertThat(rules.detections())
                .allMatch(rule -> LogsourceTest.of(rule.logsource()).isKnown());
    }

    @Test
    void everyRuleMatchesAnEventOfItsOwnAndNotANearMiss() throws IOException {
        List<DetectionRule> rules = rules().detections();
        RuleMatcher matcher = RuleSet.of(rules).matcher();
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            DetectionRule rule = rules.get(i);
            Optional<RuleSampler.Pair> pair = new RuleSampler(rule.expression(), 1).sample();
            if (pair.isEmpty()) {
                wrong.add(rule.head().title() + ": nothing could be made for it");
                continue;
            }
            if (!matches(matcher, event(rule, pair.get().match()), i)) {
                wrong.add(rule.head().title() + " does not match " + pair.get().match());
            }
            if (matches(matcher, event(rule, pair.get().nearMiss()), i)) {
                wrong.add(rule.head().title() + " matches " + pair.get().nearMiss());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noRuleIsJudgedOnEveryRecordButThoseThatNeedNoText() throws IOException {
        assertThat(RuleSet.of(rules().detections()).withoutAnchor()).isLessThanOrEqualTo(4);
    }

    private static RuleCollection rules() throws IOException {
        RuleReader reader = new RuleReader();
        Path folder = DataSets.find("sigma");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                reader.read(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return reader.collection();
    }

    private static boolean matches(RuleMatcher matcher, LogEvent event, int rule) {
        int count = matcher.match(event);
        for (int i = 0; i < count; i++) {
            if (matcher.match(i) == rule) {
                return true;
            }
        }
        return false;
    }

    /** With what the logsource asks for beside the rule's own fields. */
    private LogEvent event(DetectionRule rule, Map<String, String> fields) {
        Map<String, String> whole = new HashMap<>(fields);
        Logsource logsource = rule.logsource();
        if ("kubernetes".equals(logsource.product())) {
            whole.put("event.dataset", "kubernetes.audit_logs");
        } else {
            whole.putIfAbsent("http.request.method", "OTHER");
        }
        return events.event(new Samples.Given(null, whole));
    }
}
