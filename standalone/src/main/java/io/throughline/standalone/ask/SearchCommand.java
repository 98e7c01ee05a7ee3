package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code throughline search QUERY}: log lines by query, the newest last, so that a terminal shows them where one looks. */
@Command(
        name = "search",
        description =
                "Search log lines: service.name:orders AND log.level:ERROR, trace.id:ID, or words of the message.",
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class SearchCommand extends AskCommand {
    @Parameters(
            paramLabel = "QUERY",
            arity = "0..*",
            description = "Lucene syntax over ECS fields; several words are put together. Default: every line.")
    private List<String> query = List.of();

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Option(names = "--size", paramLabel = "N", description = "The newest N lines, 1 to 1000. Default: 100.")
    private int size = 100;

    @Override
    ApiClient.Answer ask(ApiClient client) {
        return client.get(
                "logs", range.question().with("q", String.join(" ", query)).with("size", size));
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return !answer.json().path("items").isEmpty();
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        List<JsonNode> events = new ArrayList<>();
        answer.json().path("items").forEach(events::add);
        Collections.reverse(events);
        if (answer.json().path("cursor").isTextual()) {
            boolean exact = answer.json().path("totalIsExact").asBoolean();
            long total = answer.json().path("total").asLong();
            say("the newest " + events.size() + " of " + (exact ? "" : "more than ") + Figures.count(total, "line")
                    + "; more with --size, or an earlier --to");
        }
        return new LogLines(terminal).draw(events, LogLines::time);
    }

    @Override
    String nothing(ApiClient client) {
        return "nothing found" + range.hint();
    }
}
