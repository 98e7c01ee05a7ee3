package io.throughline.standalone;

import io.throughline.core.config.InvalidSettingsException;
import io.throughline.standalone.ask.AlertsCommand;
import io.throughline.standalone.ask.FlowCommand;
import io.throughline.standalone.ask.FlowsCommand;
import io.throughline.standalone.ask.PropagationCommand;
import io.throughline.standalone.ask.ReportCommand;
import io.throughline.standalone.ask.SearchCommand;
import io.throughline.standalone.demo.DemoCommand;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/**
 * The {@code throughline} command. Every subcommand is a class of its own; what goes wrong is one line each on standard error,
 * with exit status 2 when it was wrong before the work began and 1 when it went wrong later.
 */
@Command(
        name = "throughline",
        description = "Follows every request through a fleet of containers and says when something is wrong with it.",
        mixinStandardHelpOptions = true,
        version = "throughline 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            ShipCommand.class,
            ReceiveCommand.class,
            JobsCommand.class,
            ApiCommand.class,
            AnalyzeCommand.class,
            SearchCommand.class,
            FlowCommand.class,
            FlowsCommand.class,
            PropagationCommand.class,
            AlertsCommand.class,
            ReportCommand.class,
            RulesCommand.class,
            ConfigCommand.class,
            TestCommand.class,
            BenchCommand.class,
        })
public final class ThroughlineMain implements Runnable {
    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new ThroughlineMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(ThroughlineMain::misused)
                .setExecutionExceptionHandler(ThroughlineMain::failed);
    }

    /** Without a subcommand: what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int misused(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        say(command, problem.getMessage() + " (see " + command.getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE;
    }

    private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        if (verbose(parsed)) {
            problem.printStackTrace(command.getErr());
        }
        return switch (problem) {
            case InvalidSettingsException invalid -> {
                invalid.problems().forEach(line -> say(command, line));
                yield ExitCode.USAGE;
            }
            case UserException user -> {
                say(command, String.valueOf(user.getMessage()));
                yield user.exitStatus();
            }
            default -> {
                say(command, oneLine(problem) + (verbose(parsed) ? "" : " (--verbose shows where)"));
                yield ExitCode.SOFTWARE;
            }
        };
    }

    private static boolean verbose(CommandLine.ParseResult parsed) {
        return parsed.expandedArgs().contains("--verbose");
    }

    private static String oneLine(Exception problem) {
        String message = problem.getMessage();
        String text = message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
        return List.of(text.split("\\R", 2)).getFirst();
    }

    private static void say(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("throughline: " + line);
        err.flush();
    }
}
