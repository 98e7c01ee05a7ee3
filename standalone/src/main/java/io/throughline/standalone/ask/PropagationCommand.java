package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code throughline propagation}: the services to mend, as they do not pass the ids of a trace on. */
@Command(
        name = "propagation",
        description = "List services by the share of their requests whose calls lost the trace's ids, the worst first.",
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class PropagationCommand extends AskCommand {
    private static final int FIGURE = 10;
    private static final int MAX_SERVICE = 60;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Override
    ApiClient.Answer ask(ApiClient client) {
        return client.get("flows/propagation", range.question());
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return !answer.json().path("services").isEmpty();
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        JsonNode services = answer.json().path("services");
        int width = "SERVICE".length();
        for (JsonNode service : services) {
            width = Math.min(MAX_SERVICE, Math.max(width, TerminalText.columns(name(service))));
        }
        List<String> lines = new ArrayList<>();
        lines.add(terminal.dim(line(TerminalText.fit("SERVICE", width), "REQUESTS", "LOST", "SHARE")));
        for (JsonNode service : services) {
            long requests = service.path("requests").asLong();
            long lost = service.path("lost").asLong();
            lines.add(line(
                    TerminalText.fit(name(service), width),
                    Figures.count(requests),
                    Figures.count(lost),
                    Figures.share(lost, requests)));
        }
        long looked = answer.json().path("looked").asLong();
        boolean more = answer.json().path("limitReached").asBoolean();
        say("seen in " + (more ? "the newest " : "") + Figures.count(looked, "flow")
                + (more ? "; there are older ones" : ""));
        return lines;
    }

    private static String line(String service, String requests, String lost, String share) {
        return service + right(requests) + right(lost) + right(share);
    }

    private static String right(String figure) {
        return " ".repeat(Math.max(1, FIGURE - figure.length())) + figure;
    }

    private static String name(JsonNode service) {
        return TerminalText.escape(service.path("service").asText());
    }

    @Override
    String nothing(ApiClient client) {
        return "no request with ids called another service" + range.hint();
    }
}
