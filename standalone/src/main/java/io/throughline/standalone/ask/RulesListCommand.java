package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code throughline rules list}: the rule files that the API knows of, and what is in force of them. */
@Command(
        name = "list",
        description = "Show the rule files that Throughline knows of, and what is in force of them.",
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class RulesListCommand extends AskCommand {
    @Override
    ApiClient.Answer ask(ApiClient client) {
        return client.get("rules", new ApiClient.Question());
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return !answer.json().path("items").isEmpty();
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        for (JsonNode file : answer.json().path("items")) {
            lines.add(terminal.bold(TerminalText.escape(file.path("id").asText())) + "  "
                    + file.path("origin").asText() + ", " + file.path("state").asText() + ", "
                    + file.path("rules").size() + " rules");
            for (JsonNode problem : file.path("problems")) {
                lines.add("  " + terminal.red(RulesAnswerText.place(problem)));
            }
            for (JsonNode rule : file.path("rules")) {
                String state = rule.path("state").asText();
                lines.add("  " + TerminalText.escape(rule.path("title").asText())
                        + terminal.dim(
                                "  " + rule.path("version").asText() + (state.equals("in-force") ? "" : "  " + state)));
            }
        }
        JsonNode all = answer.json();
        lines.add("%,d rules and %,d correlations are in force, %,d are refused"
                .formatted(
                        all.path("rules").asInt(),
                        all.path("correlations").asInt(),
                        all.path("refused").asInt()));
        return lines;
    }

    @Override
    String nothing(ApiClient client) {
        return "no rules";
    }
}
