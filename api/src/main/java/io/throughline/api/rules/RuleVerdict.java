package io.throughline.api.rules;

import io.throughline.api.web.Problem;
import io.throughline.api.web.ProblemCode;
import io.throughline.api.web.ProblemException;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.match.LogsourceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a file may be put, and all that is wrong where it may not. */
final class RuleVerdict {
    /** Of a rule file with mistakes as good as all: who made more made one often. */
    private static final int MAX_NAMED = 100;

    private RuleVerdict() {}

    /** @throws ProblemException with every problem and its line and column */
    static void require(KnownRules.Tried tried) {
        if (!tried.problems().isEmpty()) {
            throw refused(ProblemCode.INVALID_RULE, tried.problems());
        }
        if (!tried.conflicts().isEmpty()) {
            throw refused(ProblemCode.RULE_CONFLICT, tried.conflicts());
        }
    }

    private static ProblemException refused(ProblemCode code, List<RuleProblem> problems) {
        List<RuleProblem> named = problems.stream().limit(MAX_NAMED).toList();
        String detail = named.stream().map(RuleProblem::toString).collect(Collectors.joining("; "))
                + (problems.size() > MAX_NAMED ? "; and " + (problems.size() - MAX_NAMED) + " more" : "");
        return new ProblemException(
                code,
                detail,
                named.stream()
                        .map(problem -> new Problem.Place(
                                problem.at().line(), problem.at().column(), problem.reason()))
                        .toList());
    }

    /** The name that was given, or the one that the file's first rule gives it. */
    static String idOf(@Nullable String named, KnownRules known, String text) {
        String id = named == null ? known.nameOf(text).orElse(null) : named;
        if (id == null) {
            List<RuleProblem> problems = known.read("rule", text).problems();
            if (!problems.isEmpty()) {
                throw refused(ProblemCode.INVALID_RULE, problems);
            }
            throw new ProblemException(
                    ProblemCode.INVALID_RULE, "the file has no name: give its first rule an id or a name, or name it");
        }
        String problem = RuleChange.problemOfId(id);
        if (problem != null) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, problem);
        }
        return id;
    }

    static ProblemException nothingToWithdraw(KnownRules known, String id) {
        return known.isGiven(id)
                ? new ProblemException(
                        ProblemCode.RULE_CONFLICT,
                        "the jobs were started with this file: take it out of detect.rules or detect.rules.built-in, or put"
                                + " a filter")
                : ProblemException.notFound("there is no rule file of that name");
    }

    /** What is taken and deserves a look. */
    static List<RuleProblem> warnings(KnownRules.Tried tried) {
        List<RuleProblem> warnings = new ArrayList<>(tried.file().warnings());
        tried.file().rules().forEach(rule -> {
            if (rule instanceof DetectionRule detection
                    && !LogsourceTest.of(detection.logsource()).isKnown()) {
                warnings.add(new RuleProblem(
                        detection.head().at(), "no records are known of the logsource " + detection.logsource()));
            }
        });
        return warnings;
    }
}
