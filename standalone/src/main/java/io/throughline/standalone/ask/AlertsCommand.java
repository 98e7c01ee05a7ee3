package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code throughline alerts}: what the detectors said, the newest last. */
@Command(
        name = "alerts",
        description = "Show alerts: what was expected, what was seen, and how to look at what shows it.",
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class AlertsCommand extends AskCommand {
    @Option(names = "--rule", paramLabel = "RULE", description = "Only this rule's.")
    private @Nullable String rule;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Option(names = "--size", paramLabel = "N", description = "The newest N alerts, 1 to 200. Default: 50.")
    private int size = 50;

    @Override
    ApiClient.Answer ask(ApiClient client) {
        return client.get("alerts", range.question().with("rule", rule).with("size", size));
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return !answer.json().path("items").isEmpty();
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        List<JsonNode> alerts = new ArrayList<>();
        answer.json().path("items").forEach(alerts::add);
        Collections.reverse(alerts);
        List<String> lines = new ArrayList<>();
        for (JsonNode alert : alerts) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(new AlertText(terminal).draw(alert));
        }
        return lines;
    }

    @Override
    String nothing(ApiClient client) {
        return "no alerts" + range.hint();
    }
}
