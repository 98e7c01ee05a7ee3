package io.throughline.standalone.ask;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code throughline flow ID}: one request's way through the fleet, with its log lines, or beside another's. */
@Command(
        name = "flow",
        description = {
            "Show one request's way through the services, with its log lines: how long each hop took and how much of"
                    + " it itself, what the request waited for, and which edges are inferred (~), how surely and why.",
            "With another flow: both side by side, and what differs."
        },
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class FlowCommand extends AskCommand {
    @Parameters(paramLabel = "ID", description = "The trace id, or req- and the request id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private String id;

    @Option(
            names = "--with",
            paramLabel = "OTHER",
            description =
                    "Compare with this flow: hops that only one has, that took longer, failed or answered otherwise.")
    private @Nullable String other;

    @Override
    ApiClient.Answer ask(ApiClient client) {
        if (other != null) {
            return client.get(
                    "flows/compare", new ApiClient.Question().with("left", id).with("right", other));
        }
        return client.get("flows/" + ApiClient.encode(id), new ApiClient.Question());
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return answer.json().has(other == null ? "hops" : "rows");
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        return other == null
                ? new FlowWaterfall(terminal).draw(answer.json())
                : new FlowDifferences(terminal).draw(answer.json());
    }

    @Override
    String nothing(ApiClient client) {
        return "there is no flow " + TerminalText.escape(id)
                + (other == null ? "" : ", or no flow " + TerminalText.escape(other))
                + "; a flow is named by its trace id, or req- and its request id";
    }
}
