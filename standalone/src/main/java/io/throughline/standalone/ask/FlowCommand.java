package io.throughline.standalone.ask;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code throughline flow ID}: one request's way through the fleet, with its log lines. */
@Command(
        name = "flow",
        description = "Show one request's way through the services, with its log lines.",
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class FlowCommand extends AskCommand {
    @Parameters(paramLabel = "ID", description = "The trace id, or req- and the request id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private String id;

    @Override
    ApiClient.Answer ask(ApiClient client) {
        return client.get("flows/" + ApiClient.encode(id), new ApiClient.Question());
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return answer.json().path("id").isTextual();
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        return new FlowWaterfall(terminal).draw(answer.json());
    }

    @Override
    String nothing(ApiClient client) {
        return "there is no flow " + TerminalText.escape(id)
                + "; a flow is named by its trace id, or req- and its request id";
    }
}
