package io.throughline.standalone.ask;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code throughline rules withdraw}: a rule file that was put is in force no more. */
@Command(
        name = "withdraw",
        description = "Take a rule file that was put out of force, while everything runs.",
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class RulesWithdrawCommand extends AskCommand {
    @Parameters(paramLabel = "NAME", description = "As rules list shows it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private String name;

    @Override
    ApiClient.Answer ask(ApiClient client) {
        return client.send("DELETE", "rules/" + ApiClient.encode(name), new ApiClient.Question(), "");
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return true;
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        return List.of(TerminalText.escape(answer.json().path("id").asText()) + " is withdrawn for records from "
                + answer.json().path("takesEffect").asText() + " on");
    }

    @Override
    String nothing(ApiClient client) {
        return "there is no rule file of that name";
    }
}
