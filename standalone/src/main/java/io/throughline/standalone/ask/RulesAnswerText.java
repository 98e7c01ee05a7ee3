package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What the API says of rules, as lines. */
final class RulesAnswerText {
    private RulesAnswerText() {}

    /** {@code shell.yml:12:9: no modifier 'contain'} */
    static String place(JsonNode problem) {
        return TerminalText.escape("%s:%d:%d: %s"
                .formatted(
                        problem.path("file").asText(),
                        problem.path("line").asInt(),
                        problem.path("column").asInt(),
                        problem.path("reason").asText()));
    }

    /** Gained alerts with a plus, lost ones with a minus, and how many. */
    static List<String> difference(JsonNode diff, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        alerts("+ ", diff.path("gained"), diff.path("gainedCount").asInt(), terminal, lines);
        alerts("- ", diff.path("lost"), diff.path("lostCount").asInt(), terminal, lines);
        lines.add("%,d alerts gained, %,d lost, %,d stay; %,d records looked at%s%s"
                .formatted(
                        diff.path("gainedCount").asInt(),
                        diff.path("lostCount").asInt(),
                        diff.path("same").asInt(),
                        diff.path("looked").asLong(),
                        diff.path("unread").asLong() == 0
                                ? ""
                                : ", %,d could not be read"
                                        .formatted(diff.path("unread").asLong()),
                        diff.path("limitReached").asBoolean() ? "; a limit was reached, there is more" : ""));
        return lines;
    }

    private static void alerts(String mark, JsonNode alerts, int count, Terminal terminal, List<String> lines) {
        for (JsonNode alert : alerts) {
            String severity = alert.path("severity").asText();
            String entity = StreamSupport.stream(alert.path("entity").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(", "));
            lines.add(mark + terminal.byLevel(severity, severity) + "  "
                    + alert.path("windowStart").asText() + "  "
                    + TerminalText.escape(alert.path("seen").asText() + " (" + entity + ")")
                    + (alert.path("count").asLong() > 1
                            ? "  x" + alert.path("count").asLong()
                            : ""));
        }
        if (count > alerts.size()) {
            lines.add(mark + "and " + (count - alerts.size()) + " more");
        }
    }
}
