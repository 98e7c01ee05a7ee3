package io.throughline.api.rules;

import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.FilterRule;
import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.diff.ExpectedAlert;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.report.RuleGrade;
import io.throughline.core.rule.sample.SampleResult;
import io.throughline.core.score.RuleTable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The rules' answers as JSON has them. */
final class RuleAnswers {
    private RuleAnswers() {}

    /** Something about a line of a rule file. */
    record Place(String file, int line, int column, String reason) {
        static Place of(RuleProblem problem) {
            return new Place(
                    problem.at().file(), problem.at().line(), problem.at().column(), problem.reason());
        }

        static List<Place> of(List<RuleProblem> problems) {
            return problems.stream().map(Place::of).toList();
        }
    }

    /**
     * One rule.
     *
     * @param rule as findings and alerts name it
     * @param version of what it says
     * @param ruleVersion the same as findings and alerts have it
     * @param state {@code in-force}, {@code refused}, or {@code replaced} by one of the topic
     */
    record One(
            String rule,
            String title,
            String kind,
            @Nullable String level,
            String version,
            int ruleVersion,
            String state) {
        static One of(Rule rule, String state) {
            RuleHead head = rule.head();
            String kind = switch (rule) {
                case DetectionRule detection -> "detection";
                case CorrelationRule correlation -> "correlation";
                case FilterRule filter -> "filter";
            };
            return new One(
                    head.key(),
                    head.title(),
                    kind,
                    head.level() == null ? null : head.level().name().toLowerCase(Locale.ROOT),
                    head.version(),
                    RuleGrade.versionOf(head),
                    state);
        }
    }

    /**
     * One file.
     *
     * @param origin {@code built-in}, {@code file}, or {@code run-time}
     * @param state {@code in-force}, {@code refused}
     * @param takesEffect from when on records are judged by it; null where it is for all
     * @param text null in lists
     */
    record File(
            String id,
            String origin,
            String state,
            @Nullable String takesEffect,
            List<Place> problems,
            List<One> rules,
            @Nullable String text) {
        File with(String shown) {
            return new File(id, origin, state, takesEffect, problems, rules, shown);
        }
    }

    /**
     * A rule that is no text but a program, with what its alerts are called in the catalogues.
     *
     * @param confidence null where each finding has its own
     */
    record Detector(
            String rule,
            String family,
            String title,
            @Nullable Double confidence,
            List<String> technique,
            List<String> tags) {
        static Detector of(RuleTable.Row row) {
            return new Detector(row.rule(), row.family(), row.title(), row.confidence(), row.technique(), row.tags());
        }
    }

    /** @param refused files and documents that are not in force, though they should be */
    record All(List<File> items, List<Detector> detectors, int rules, int correlations, int refused) {}

    /**
     * A change that is safe.
     *
     * @param changed false where the file said the same already
     */
    record Changed(String id, boolean changed, boolean withdrawn, String takesEffect, List<Place> warnings) {
        static Changed of(RuleChange change, boolean changed, List<RuleProblem> warnings) {
            return new Changed(
                    change.id(),
                    changed,
                    change.isWithdrawal(),
                    Instant.ofEpochMilli(change.takesEffectMillis()).toString(),
                    Place.of(warnings));
        }
    }

    /** @param problem null where the sample did as it must */
    record Sample(
            int line,
            int column,
            String rule,
            boolean wanted,
            boolean passed,
            @Nullable String problem) {
        static Sample of(SampleResult result) {
            return new Sample(
                    result.at().line(),
                    result.at().column(),
                    result.rule(),
                    result.wanted(),
                    result.passed(),
                    result.problem());
        }
    }

    /** @param reason the title and the values of the fields that matched */
    record Match(String rule, String title, String reason) {}

    /** @param problem why it is no event; null where it is one */
    record Event(
            @Nullable String timestamp,
            List<Match> matches,
            @Nullable String problem) {
        static Event of(LogEvent event, List<Match> matches) {
            return new Event(event.timestamp().toString(), matches, null);
        }
    }

    /** @param passed whether every sample did as it must */
    record Test(
            String id,
            boolean passed,
            List<Sample> samples,
            List<Event> events,
            List<Alert> alerts,
            List<Place> warnings) {}

    /** An alert as it would be. */
    record Alert(
            String rule,
            int ruleVersion,
            String severity,
            String windowStart,
            SortedMap<String, String> entity,
            String seen,
            long count,
            List<String> events) {
        static Alert of(ExpectedAlert alert) {
            return new Alert(
                    alert.rule(),
                    alert.version(),
                    alert.severity().name().toLowerCase(Locale.ROOT),
                    alert.window().toString(),
                    alert.entity(),
                    alert.reason(),
                    alert.count(),
                    alert.events());
        }
    }

    /**
     * @param looked records that were judged
     * @param unread records that are no events any more
     * @param limitReached whether there were more records, alerts or groups than are looked at
     */
    record Diff(
            String id,
            String from,
            String to,
            long looked,
            long unread,
            boolean limitReached,
            int same,
            int gainedCount,
            int lostCount,
            List<Alert> gained,
            List<Alert> lost) {}
}
