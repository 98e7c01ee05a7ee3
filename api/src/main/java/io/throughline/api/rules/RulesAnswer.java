package io.throughline.api.rules;

import io.throughline.api.rules.RuleAnswers.File;
import io.throughline.api.rules.RuleAnswers.One;
import io.throughline.api.rules.RuleAnswers.Place;
import io.throughline.core.rule.FilterRule;
import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.live.RulesInForce;
import io.throughline.core.rule.pack.BuiltInRules;
import io.throughline.core.rule.read.ReadRules;
import io.throughline.core.rule.read.RuleText;
import io.throughline.core.score.RuleTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of every file that is known what is in force of it. */
final class RulesAnswer {
    private static final String IN_FORCE = "in-force";
    private static final String REFUSED = "refused";
    private static final String REPLACED = "replaced";

    private final KnownRules known;
    private final Set<RuleHead> heads = new HashSet<>();
    private final Set<String> called = new HashSet<>();

    RulesAnswer(KnownRules known) {
        this.known = known;
        RulesInForce inForce = known.inForce();
        inForce.collection().detections().forEach(rule -> heads.add(rule.head()));
        inForce.collection().correlations().forEach(rule -> heads.add(rule.head()));
        inForce.files()
                .forEach((id, change) -> known.read(id, text(change)).rules().stream()
                        .map(Rule::head)
                        .forEach(head -> {
                            add(head.id());
                            add(head.name());
                        }));
    }

    private void add(@Nullable String name) {
        if (name != null) {
            called.add(name);
        }
    }

    RuleAnswers.All all() {
        List<File> files = new ArrayList<>();
        known.given().texts().forEach(text -> files.add(given(text)));
        known.newest().values().stream()
                .filter(change -> !change.isWithdrawal())
                .forEach(change -> files.add(ofTopic(change)));
        RulesInForce inForce = known.inForce();
        return new RuleAnswers.All(
                files,
                detectors(files),
                inForce.collection().detections().size(),
                inForce.collection().correlations().size(),
                files.stream()
                        .mapToInt(file -> Math.max(file.state().equals(REFUSED) ? 1 : 0, (int) file.rules().stream()
                                .filter(rule -> rule.state().equals(REFUSED))
                                .count()))
                        .sum());
    }

    /** What the table of all rules that come along has beyond those that are text. */
    private static List<RuleAnswers.Detector> detectors(List<File> files) {
        Set<String> texts = new HashSet<>();
        files.forEach(file -> file.rules().forEach(rule -> texts.add(rule.rule())));
        return RuleTable.builtIn().rows().values().stream()
                .filter(row -> !texts.contains(row.rule()))
                .map(RuleAnswers.Detector::of)
                .toList();
    }

    /** With its text. */
    Optional<File> one(String id) {
        RuleChange change = known.newest().get(id);
        if (change != null && !change.isWithdrawal()) {
            return Optional.of(ofTopic(change).with(text(change)));
        }
        return known.given().texts().stream()
                .filter(text -> text.file().equals(id))
                .findFirst()
                .map(text -> given(text).with(text.text()));
    }

    /** Documents that cannot be used are left out, and the others taken. */
    private File given(RuleText text) {
        ReadRules read = known.read(text.file(), text.text());
        List<RuleProblem> problems = known.inForce().collection().problems().stream()
                .filter(problem -> problem.at().file().equals(text.file()))
                .toList();
        return new File(
                text.file(),
                text.file().startsWith(BuiltInRules.FOLDER) ? "built-in" : "file",
                read.rules().isEmpty() && !problems.isEmpty() ? REFUSED : IN_FORCE,
                null,
                Place.of(problems),
                read.rules().stream()
                        .map(rule -> One.of(rule, stateOfGiven(rule)))
                        .toList(),
                null);
    }

    private String stateOfGiven(Rule rule) {
        RuleHead head = rule.head();
        boolean replaced = (head.id() != null && called.contains(head.id()))
                || (head.name() != null && called.contains(head.name()));
        if (replaced) {
            return REPLACED;
        }
        return heads.contains(head) || rule instanceof FilterRule ? IN_FORCE : REFUSED;
    }

    private File ofTopic(RuleChange change) {
        RuleChange taken = known.inForce().files().get(change.id());
        boolean refused = taken == null || taken.offset() != change.offset();
        List<RuleProblem> problems = known.inForce().refused().entrySet().stream()
                .filter(entry -> entry.getKey().offset() == change.offset())
                .map(Map.Entry::getValue)
                .flatMap(List::stream)
                .toList();
        RuleChange shown = taken == null ? change : taken;
        String state = taken == null ? REFUSED : IN_FORCE;
        return new File(
                change.id(),
                "run-time",
                refused ? REFUSED : IN_FORCE,
                Instant.ofEpochMilli(change.takesEffectMillis()).toString(),
                Place.of(problems),
                known.read(shown.id(), text(shown)).rules().stream()
                        .map(rule -> One.of(rule, state))
                        .toList(),
                null);
    }

    private static String text(RuleChange change) {
        return Objects.requireNonNullElse(change.text(), "");
    }
}
