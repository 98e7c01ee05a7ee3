package io.throughline.standalone;

import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.match.LogsourceTest;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.read.RuleFiles;
import io.throughline.core.rule.read.RuleReader;
import io.throughline.core.rule.sample.SampleResult;
import io.throughline.core.rule.sample.SampleRun;
import io.throughline.standalone.ask.RulesDiffCommand;
import io.throughline.standalone.ask.RulesListCommand;
import io.throughline.standalone.ask.RulesPutCommand;
import io.throughline.standalone.ask.RulesWithdrawCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline rules}: what is wrong with rule files, and whether rules do on their own samples what they should. */
@Command(
        name = "rules",
        description = "Look at rule files before anything runs by them, and change rules while everything runs.",
        subcommands = {
            RulesDiffCommand.class,
            RulesListCommand.class,
            RulesPutCommand.class,
            RulesWithdrawCommand.class,
        },
        mixinStandardHelpOptions = true)
public final class RulesCommand implements Runnable {
    private static final String PATHS = "Rule files, or folders with them (.yml, .yaml).";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing subcommand: check, test, diff, list, put or withdraw");
    }

    @Command(
            name = "check",
            description = "Say what is wrong with rules, all of it at once; exit status 1 where something is.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = PATHS) List<Path> paths,
            @Option(
                            names = "--placeholder",
                            paramLabel = "NAME=VALUE[,VALUE]",
                            description = "What %%NAME%% stands for in values with expand.")
                    Map<String, String> placeholders) {
        RuleCollection rules = read(paths, placeholders);
        PrintWriter out = out();
        out.printf(
                "%,d rules and %,d correlations are good, %,d are not%n",
                rules.detections().size(),
                rules.correlations().size(),
                rules.problems().size());
        out.flush();
        return rules.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    @Command(
            name = "test",
            description =
                    "Try rules on the samples in their own files; exit status 1 where one does not do as it should.",
            mixinStandardHelpOptions = true)
    int test(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = PATHS) List<Path> paths,
            @Option(
                            names = "--placeholder",
                            paramLabel = "NAME=VALUE[,VALUE]",
                            description = "What %%NAME%% stands for in values with expand.")
                    Map<String, String> placeholders) {
        RuleCollection rules = read(paths, placeholders);
        List<SampleResult> results = SampleRun.of(rules);
        PrintWriter out = out();
        results.forEach(result -> out.println((result.passed() ? "good  " : "WRONG ") + result));
        long wrong = results.stream().filter(result -> !result.passed()).count();
        out.printf(
                "%,d samples of %,d rules: %,d are wrong%n",
                results.size(), rules.detections().size() + rules.correlations().size(), wrong);
        out.flush();
        return wrong == 0 && rules.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Says on standard error what is wrong, and what deserves a look. */
    private RuleCollection read(List<Path> paths, Map<String, String> placeholders) {
        Map<String, List<String>> values = new TreeMap<>();
        if (placeholders != null) {
            placeholders.forEach((name, list) -> values.put(name, List.of(list.split(","))));
        }
        RuleCollection rules = RuleFiles.read(paths, new RuleReader(values)).collection();
        PrintWriter err = spec.commandLine().getErr();
        rules.problems().forEach(problem -> err.println(problem));
        rules.warnings().forEach(warning -> err.println(warned(warning)));
        rules.detections().stream()
                .filter(rule -> !LogsourceTest.of(rule.logsource()).isKnown())
                .forEach(rule -> err.println(warned(new RuleProblem(
                        rule.head().at(), "no records are known of the logsource " + rule.logsource()))));
        int every = RuleSet.of(rules.detections()).withoutAnchor();
        if (every > 0) {
            err.printf("%,d rules need no text, and are judged on every record of their logsource%n", every);
        }
        err.flush();
        return rules;
    }

    private static String warned(RuleProblem warning) {
        return warning.at() + ": (warning) " + warning.reason();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
