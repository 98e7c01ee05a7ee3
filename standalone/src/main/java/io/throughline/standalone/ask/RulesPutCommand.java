package io.throughline.standalone.ask;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code throughline rules put}: a rule file comes into force, in place of the one of its name. */
@Command(
        name = "put",
        description = "Put a rule file into force, in place of the one of its name, while everything runs.",
        mixinStandardHelpOptions = true)
public final class RulesPutCommand extends AskCommand {
    @Parameters(paramLabel = "FILE", description = "A rule file.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private Path file;

    @Option(names = "--id", paramLabel = "NAME", description = "What to call it. Default: the file's name.")
    private @Nullable String id;

    @Override
    ApiClient.Answer ask(ApiClient client) {
        String name = id == null ? RuleFileText.nameOf(file) : id;
        return client.send("PUT", "rules/" + ApiClient.encode(name), new ApiClient.Question(), RuleFileText.read(file));
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return true;
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        answer.json().path("warnings").forEach(warning -> lines.add("(warning) " + RulesAnswerText.place(warning)));
        String name = TerminalText.escape(answer.json().path("id").asText());
        lines.add(
                answer.json().path("changed").asBoolean()
                        ? name + " is put; where it replaces another version, it does for records from "
                                + answer.json().path("takesEffect").asText() + " on"
                        : name + " says the same already");
        return lines;
    }

    @Override
    String nothing(ApiClient client) {
        return "nothing was put";
    }
}
