package io.throughline.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.diff.DocumentEvents;
import io.throughline.core.rule.diff.ExpectedAlert;
import io.throughline.core.rule.diff.RuleDiff;
import io.throughline.core.rule.diff.RuleRun;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.report.MatchFindings;
import io.throughline.core.rule.sample.SampleRun;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tries a file that could be put, beside all others: on samples and given events, or on records that are kept. For one request. */
final class RuleTrial {
    static final int PRESET_RECORDS = 20_000;
    static final int MAX_RECORDS = 100_000;

    private static final int MAX_SHOWN = 200;

    /** Below the time that a question has, so that what was seen until then is an answer. */
    private static final Duration LOOK_FOR = Duration.ofSeconds(15);

    private final String id;
    private final KnownRules.Tried tried;
    private final Duration window;
    private final DocumentEvents documents = new DocumentEvents();

    RuleTrial(String id, KnownRules.Tried tried, Duration window) {
        this.id = id;
        this.tried = tried;
        this.window = window;
    }

    RuleAnswers.Test test(List<JsonNode> given) {
        CompiledRules rules = tried.after();
        Set<String> own =
                tried.file().rules().stream().map(Rule::head).map(RuleHead::key).collect(Collectors.toSet());
        RuleRun run = new RuleRun(rules, window);
        RuleMatcher matcher = RuleSet.of(rules.collection().detections()).matcher();
        List<RuleAnswers.Event> events = new ArrayList<>();
        for (JsonNode one : given) {
            try {
                LogEvent event = one.isTextual() ? documents.event(one.textValue()) : documents.event(one);
                run.take(event);
                events.add(RuleAnswers.Event.of(event, matches(event, matcher, own)));
            } catch (IllegalArgumentException e) {
                events.add(new RuleAnswers.Event(null, List.of(), e.getMessage()));
            }
        }
        run.end();
        List<RuleAnswers.Sample> samples = SampleRun.of(rules.collection()).stream()
                .filter(result -> result.at().file().equals(id))
                .map(RuleAnswers.Sample::of)
                .toList();
        return new RuleAnswers.Test(
                id,
                samples.stream().allMatch(RuleAnswers.Sample::passed),
                samples,
                events,
                run.alerts().stream()
                        .filter(alert -> own.contains(alert.rule()))
                        .map(RuleAnswers.Alert::of)
                        .toList(),
                RuleAnswers.Place.of(RuleVerdict.warnings(tried)));
    }

    private List<RuleAnswers.Match> matches(LogEvent event, RuleMatcher matcher, Set<String> own) {
        List<RuleAnswers.Match> matches = new ArrayList<>();
        int count = matcher.match(event);
        for (int i = 0; i < count; i++) {
            DetectionRule rule = tried.after().collection().detections().get(matcher.match(i));
            if (own.contains(rule.head().key())) {
                Finding finding = new MatchFindings().of(event, rule.head(), matcher.fieldsOf(i));
                matches.add(new RuleAnswers.Match(rule.head().key(), rule.head().title(), finding.reason()));
            }
        }
        return matches;
    }

    RuleAnswers.Diff diff(LogStore logs, String query, TimeRange range, int most) {
        RuleRun before = new RuleRun(tried.before(), window);
        RuleRun after = new RuleRun(tried.after(), window);
        long deadline = System.nanoTime() + LOOK_FOR.toNanos();
        long looked = 0;
        long unread = 0;
        boolean more = true;
        @Nullable String cursor = null;
        while (more && looked < most && System.nanoTime() < deadline) {
            Page<ObjectNode> page =
                    logs.search(query, range, (int) Math.min(LogStore.MAX_PAGE, most - looked), true, cursor);
            for (ObjectNode document : page.items()) {
                looked++;
                try {
                    LogEvent event = documents.event(document);
                    before.take(event);
                    after.take(event);
                } catch (IllegalArgumentException e) {
                    unread++; // Counted in the answer: it is as it was stored, and cannot be told better.
                }
            }
            cursor = page.cursor();
            more = cursor != null;
        }
        RuleDiff diff = RuleDiff.of(before, after);
        return new RuleAnswers.Diff(
                id,
                range.from().toString(),
                range.to().toString(),
                looked,
                unread,
                more || diff.limited(),
                diff.same(),
                diff.gained().size(),
                diff.lost().size(),
                shown(diff.gained()),
                shown(diff.lost()));
    }

    private static List<RuleAnswers.Alert> shown(List<ExpectedAlert> alerts) {
        return alerts.stream().limit(MAX_SHOWN).map(RuleAnswers.Alert::of).toList();
    }
}
