package io.throughline.core.rule.diff;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.correlate.InOrder;
import io.throughline.core.rule.correlate.TooManyGroupsException;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.report.CorrelationFindings;
import io.throughline.core.rule.report.MatchFindings;
import io.throughline.core.rule.report.SeenRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs rules over records in this process and memory, as the stream would. Records come about in the order of their time. What a correlation
 * could only say after the last of them is left open, as it would be of a stream that has come so far. Not for two threads at once.
 */
public final class RuleRun {
    /** More are not kept, and {@link #isLimited} says so. */
    public static final int MAX_ALERTS = 10_000;

    private static final int MAX_EVENTS = 10;

    /** How much earlier than those before a record may come. */
    private static final Duration OUT_OF_ORDER = Duration.ofSeconds(5);

    private final CompiledRules rules;
    private final RuleMatcher matcher;
    private final InOrder driver;
    private final MatchFindings ofMatches = new MatchFindings();
    private final CorrelationFindings ofCorrelations;
    private final Duration window;
    private final Map<Key, ExpectedAlert> alerts = new LinkedHashMap<>();
    private Instant latest = Instant.MIN;
    private boolean limited;

    /** What one alert is about: the rule's version is not part of it, so that two versions' alerts are the same. */
    record Key(String rule, Instant window, SortedMap<String, String> entity) {}

    /** @param window findings of one rule about one entity are one alert within this long */
    public RuleRun(CompiledRules rules, Duration window) {
        this.rules = rules;
        this.matcher = RuleSet.of(rules.collection().detections()).matcher();
        this.driver = new InOrder(rules.correlator(), false, SeenRecord::nameOf);
        this.ofCorrelations = new CorrelationFindings(rules.collection());
        this.window = window;
    }

    public void take(LogEvent event) {
        int matches = matcher.match(event);
        for (int i = 0; i < matches; i++) {
            int rule = matcher.match(i);
            if (rules.correlator().isReported(rule)) {
                add(ofMatches.of(
                        event, rules.collection().detections().get(rule).head(), matcher.fieldsOf(i)));
            }
        }
        driver.observe(event, matcher, matches);
        if (event.timestamp().isAfter(latest)) {
            latest = event.timestamp();
            advance(latest.minus(OUT_OF_ORDER));
        }
    }

    private void advance(Instant watermark) {
        try {
            driver.advance(watermark).forEach(found -> add(ofCorrelations.of(found)));
        } catch (TooManyGroupsException e) {
            limited = true; // Said with the result: what these groups would have come to is not known.
            driver.forget();
        }
    }

    private void add(Finding finding) {
        long millis = finding.time().toEpochMilli();
        Instant begin = Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
        SortedMap<String, String> entity = new TreeMap<>(finding.entity());
        Key key = new Key(finding.rule(), begin, entity);
        ExpectedAlert before = alerts.get(key);
        if (before != null) {
            alerts.put(key, before.again());
        } else if (alerts.size() < MAX_ALERTS) {
            List<String> events = finding.evidence().stream()
                    .map(seen -> seen.where().event())
                    .limit(MAX_EVENTS)
                    .toList();
            alerts.put(
                    key,
                    new ExpectedAlert(
                            finding.rule(),
                            finding.ruleVersion(),
                            finding.severity(),
                            begin,
                            entity,
                            finding.reason(),
                            1,
                            events));
        } else {
            limited = true;
        }
    }

    /** Nothing comes any more: what correlations were waiting for has not come. */
    public void end() {
        latest = Instant.MAX;
    }

    /** All that is certain after what came. */
    public List<ExpectedAlert> alerts() {
        return new ArrayList<>(found().values());
    }

    Map<Key, ExpectedAlert> found() {
        if (!latest.equals(Instant.MIN)) {
            advance(latest);
        }
        return alerts;
    }

    /** Whether there were more alerts, or more groups of correlations, than are kept. */
    public boolean isLimited() {
        return limited;
    }
}
