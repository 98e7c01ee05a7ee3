package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.mask.MaskConfig;
import io.throughline.core.mask.SourceMaskers;
import io.throughline.core.model.LogEvent;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.diff.ExpectedAlert;
import io.throughline.core.rule.diff.RuleDiff;
import io.throughline.core.rule.diff.RuleRun;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RuleBook;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.live.RulesConfig;
import io.throughline.core.rule.live.RulesInForce;
import io.throughline.core.source.LogFiles;
import io.throughline.core.source.MergedRecords;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.source.OriginResolver;
import io.throughline.standalone.UserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares rules over log files, in this process. Its answer has the shape of the API's. */
final class RulesOverFiles {
    private static final int MAX_SHOWN = 200;
    private static final long ALWAYS = Long.MAX_VALUE - 1;

    private final RulesConfig rules;
    private final MaskConfig masks;
    private final ParseLimits limits;

    RulesOverFiles(Settings settings) {
        this.rules = RulesConfig.from(settings);
        this.masks = MaskConfig.from(settings);
        this.limits = ParseLimits.from(settings);
    }

    /**
     * @throws UserException with every problem of the candidate
     * @throws IOException a file cannot be read
     */
    ObjectNode diff(String id, String candidate, List<String> paths) throws IOException {
        RuleBook<CompiledRules> book = new RuleBook<>(GivenRules.read(rules), Function.identity());
        RuleRun before = new RuleRun(book.at(ALWAYS, 0), rules.window());
        RuleBook.Taken taken = book.take(new RuleChange(id, candidate, 0, 0, null), Long.MIN_VALUE, 0);
        RulesInForce inForce = book.inForce(ALWAYS);
        List<RuleProblem> problems = new ArrayList<>(taken.problems());
        if (problems.isEmpty()) {
            inForce.refused().values().forEach(problems::addAll);
        }
        if (!problems.isEmpty()) {
            throw new UserException(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
        }
        RuleRun after = new RuleRun(book.at(ALWAYS, 0), rules.window());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("id", id);
        read(paths, before, after, answer);
        return told(RuleDiff.of(before, after), answer);
    }

    private void read(List<String> paths, RuleRun before, RuleRun after, ObjectNode answer) throws IOException {
        Normaliser normaliser = new Normaliser(limits);
        SourceMaskers maskers = new SourceMaskers(masks);
        long looked = 0;
        long unread = 0;
        try (MergedRecords records =
                new MergedRecords(LogFiles.expand(paths), new OriginResolver("unknown", OriginOverrides.NONE))) {
            while (records.hasNext()) {
                looked++;
                if (normaliser.normalise(maskers.mask(records.next())) instanceof LogEvent event) {
                    before.take(event);
                    after.take(event);
                } else {
                    unread++;
                }
            }
            if (!records.problems().isEmpty()) {
                throw new UserException(String.join("\n", records.problems()));
            }
        }
        answer.put("looked", looked).put("unread", unread);
    }

    private static ObjectNode told(RuleDiff diff, ObjectNode answer) {
        answer.put("limitReached", diff.limited())
                .put("same", diff.same())
                .put("gainedCount", diff.gained().size())
                .put("lostCount", diff.lost().size());
        alerts(diff.gained(), answer.putArray("gained"));
        alerts(diff.lost(), answer.putArray("lost"));
        return answer;
    }

    private static void alerts(List<ExpectedAlert> alerts, ArrayNode into) {
        for (ExpectedAlert alert : alerts.subList(0, Math.min(MAX_SHOWN, alerts.size()))) {
            ObjectNode one = into.addObject()
                    .put("rule", alert.rule())
                    .put("ruleVersion", alert.version())
                    .put("severity", alert.severity().name().toLowerCase(Locale.ROOT))
                    .put("windowStart", alert.window().toString());
            ObjectNode entity = one.putObject("entity");
            alert.entity().forEach(entity::put);
            one.put("seen", alert.reason()).put("count", alert.count());
            alert.events().forEach(one.putArray("events")::add);
        }
    }
}
