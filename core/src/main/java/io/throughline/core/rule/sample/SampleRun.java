package io.throughline.core.rule.sample;

import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.correlate.Correlator;
import io.throughline.core.rule.correlate.InOrder;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.read.RuleCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Tries every rule of a collection on the samples that its own file has; a correlation on each of its samples alone. */
public final class SampleRun {
    private final RuleCollection rules;
    private final RuleMatcher matcher;
    private final List<SampleResult> results = new ArrayList<>();

    private SampleRun(RuleCollection rules) {
        this.rules = rules;
        this.matcher = RuleSet.of(rules.detections()).matcher();
    }

    /** In the order of the rules. */
    public static List<SampleResult> of(RuleCollection rules) {
        SampleRun run = new SampleRun(rules);
        for (int i = 0; i < rules.detections().size(); i++) {
            int number = i;
            DetectionRule rule = rules.detections().get(i);
            run.all(rule.head(), rule.samples(), sample -> run.matches(number, sample));
        }
        for (CorrelationRule rule : rules.correlations()) {
            run.all(rule.head(), rule.samples(), sample -> run.isFound(rule, sample));
        }
        return List.copyOf(run.results);
    }

    private void all(RuleHead head, Samples samples, Predicate<Samples.Sample> matches) {
        samples.matches().forEach(sample -> one(head, sample, true, matches));
        samples.ignores().forEach(sample -> one(head, sample, false, matches));
    }

    private void one(RuleHead head, Samples.Sample sample, boolean wanted, Predicate<Samples.Sample> matches) {
        String problem;
        try {
            boolean matched = matches.test(sample);
            problem = matched == wanted ? null : wanted ? "does not match" : "matches what it should ignore";
        } catch (IllegalArgumentException e) {
            problem = "has a sample that is no event: " + e.getMessage();
        }
        results.add(new SampleResult(sample.at(), head.title(), wanted, problem));
    }

    /** A sample of several events matches where one of them does. */
    private boolean matches(int rule, Samples.Sample sample) {
        SampleEvents events = new SampleEvents();
        for (Samples.Given given : sample.events()) {
            int matches = matcher.match(events.event(given));
            for (int i = 0; i < matches; i++) {
                if (matcher.match(i) == rule) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isFound(CorrelationRule rule, Samples.Sample sample) {
        SampleEvents events = new SampleEvents();
        InOrder driver = new InOrder(new Correlator(rules), true);
        for (Samples.Given given : sample.events()) {
            LogEvent event = events.event(given);
            driver.observe(event, matcher, matcher.match(event));
        }
        return driver.advance(Instant.MAX).stream()
                .anyMatch(finding -> finding.rule().equals(rule));
    }
}
