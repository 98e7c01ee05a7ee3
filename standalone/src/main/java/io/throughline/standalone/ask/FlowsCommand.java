package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code throughline flows QUERY}: requests by the shape of their way, the newest last. */
@Command(
        name = "flows",
        description = "List requests by the shape of their way: \"gateway reaches payments without orders\".",
        footer = {
            "Conditions: A reaches B [without C]; calls A -> B; service:A; error; and duration, services, hops, depth,"
                    + " inferred with > >= < <= =, such as duration>500ms or inferred>0.2 (share of the edges that are"
                    + " inferred). They are joined by and, or, not and brackets. Quote the query: a shell reads > itself.",
            AskCommand.EXIT_STATUS
        },
        mixinStandardHelpOptions = true)
public final class FlowsCommand extends AskCommand {
    @Parameters(
            paramLabel = "QUERY",
            arity = "0..*",
            description = "Conditions, see below; several words are put together. Default: every flow.")
    private List<String> query = List.of();

    @Option(names = "--service", paramLabel = "SERVICE", description = "Only flows through this service.")
    private @Nullable String service;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Option(names = "--size", paramLabel = "N", description = "The newest N flows, 1 to 200. Default: 50.")
    private int size = 50;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where an answer with --json left off.")
    private @Nullable String cursor;

    @Override
    ApiClient.Answer ask(ApiClient client) {
        ApiClient.Answer answer = client.get(
                "flows",
                range.question()
                        .with("where", query.isEmpty() ? null : String.join(" ", query))
                        .with("service", service)
                        .with("size", size)
                        .with("cursor", cursor));
        JsonNode json = answer.json();
        if (json.path("limitReached").asBoolean()) {
            say("looked at the newest " + Figures.count(json.path("looked").asLong(), "flow")
                    + " that can match, which is as many as one answer takes; there are older ones: ask with an earlier"
                    + " --to");
        }
        return answer;
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return !answer.json().path("items").isEmpty();
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        List<JsonNode> flows = new ArrayList<>();
        answer.json().path("items").forEach(flows::add);
        Collections.reverse(flows);
        if (flows.size() == size && answer.json().path("cursor").isTextual()) {
            say("the newest " + Figures.count(flows.size(), "flow") + "; more with --size, or an earlier --to");
        }
        return new FlowList(terminal).draw(flows);
    }

    @Override
    String nothing(ApiClient client) {
        return "no flow found" + range.hint();
    }
}
