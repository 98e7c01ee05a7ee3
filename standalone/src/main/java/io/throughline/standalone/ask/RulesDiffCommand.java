package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code throughline rules diff}: what a rule file would change, over records that are kept or over files. */
@Command(
        name = "diff",
        description = {
            "Show the alerts that a rule file would raise, and those that it would not raise any more.",
            "Over the records that Throughline keeps, against the rules in force there; or over log files, against the rules that come along and"
                    + " those of detect.rules."
        },
        footer = "Exit status: 0 no difference, 1 differences, 2 not to be answered.",
        mixinStandardHelpOptions = true)
public final class RulesDiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private AskOptions options = new AskOptions();

    @Parameters(paramLabel = "CANDIDATE", description = "A rule file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private Path candidate;

    @Option(names = "--id", paramLabel = "NAME", description = "Which file it would replace. Default: the file's name.")
    private @Nullable String id;

    @Option(
            names = "--over",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Log files, folders or quoted patterns, in place of the records that are kept.")
    private List<String> over = List.of();

    @Option(names = "--from", paramLabel = "TIME", description = "Begin: an instant, or now-1h. Default: an hour ago.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "End. Default: now.")
    private @Nullable String to;

    @Option(names = "--size", paramLabel = "N", description = "How many records to look at. Default: 20000.")
    private @Nullable Integer size;

    @Override
    public Integer call() {
        String name = id == null ? RuleFileText.nameOf(candidate) : id;
        String text = RuleFileText.read(candidate);
        JsonNode diff = over.isEmpty() ? ofApi(name, text) : ofFiles(name, text);
        PrintWriter out = spec.commandLine().getOut();
        if (options.json()) {
            out.println(TerminalText.json(diff.toString()));
        } else {
            RulesAnswerText.difference(diff, Terminal.detect(System.getenv())).forEach(out::println);
        }
        out.flush();
        boolean same = diff.path("gainedCount").asInt() + diff.path("lostCount").asInt() == 0;
        return same ? ExitCode.OK : DIFFERENT;
    }

    private JsonNode ofApi(String name, String text) {
        try (ApiClient client = options.client()) {
            ApiClient.Question question = new ApiClient.Question()
                    .with("id", name)
                    .with("from", from)
                    .with("to", to)
                    .with("size", size);
            return client.send("POST", "rules/diff", question, text).json();
        }
    }

    private JsonNode ofFiles(String name, String text) {
        try {
            return new RulesOverFiles(options.settings()).diff(name, text, over);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
