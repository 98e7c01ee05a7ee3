package io.throughline.standalone.ask;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code throughline report SERVICE}: how a service's APIs were used, by whom, and how well they answered. */
@Command(
        name = "report",
        description = "Show how a service's APIs were used: requests, errors, latencies and callers.",
        footer = AskCommand.EXIT_STATUS,
        mixinStandardHelpOptions = true)
public final class ReportCommand extends AskCommand {
    @Parameters(paramLabel = "SERVICE", description = "The service's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private String service;

    @Mixin
    private RangeOptions range = new RangeOptions();

    @Override
    ApiClient.Answer ask(ApiClient client) {
        return client.get("apis/" + ApiClient.encode(service) + "/report", range.question());
    }

    @Override
    boolean found(ApiClient.Answer answer) {
        return !answer.json().path("apis").isEmpty();
    }

    @Override
    List<String> draw(ApiClient.Answer answer, Terminal terminal) {
        return new ReportTable(terminal).draw(answer.json());
    }

    /** Names the services that there are: most often the name was mistyped. */
    @Override
    String nothing(ApiClient client) {
        SortedSet<String> services = new TreeSet<>();
        client.get("apis", range.question())
                .json()
                .path("items")
                .forEach(api ->
                        services.add(TerminalText.escape(api.path("service").asText())));
        return services.isEmpty()
                ? "no traffic of any service" + range.hint()
                : "no traffic of " + TerminalText.escape(service) + " in that time; there is of "
                        + String.join(", ", services);
    }
}
