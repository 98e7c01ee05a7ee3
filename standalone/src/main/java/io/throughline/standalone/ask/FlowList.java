package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Flows under each other: when, how long, how it ended, through how many services, what was asked, and its id last, to copy. */
final class FlowList {
    private static final int MIN_LABEL = 16;
    private static final int FIGURE = 9;
    private static final int COUNT = 12;
    private static final int STATUS = 5;
    private static final int TIME = 24;
    private static final String GAP = "  ";
    private static final int GAPS = 10;

    private final Terminal terminal;

    FlowList(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> draw(List<JsonNode> flows) {
        int idWidth = flows.stream()
                .mapToInt(flow -> TerminalText.columns(text(flow, "id")))
                .max()
                .orElse(0);
        int widest = flows.stream()
                .mapToInt(flow -> TerminalText.columns(label(flow)))
                .max()
                .orElse(0);
        int room = terminal.interactive() ? terminal.width() - TIME - FIGURE - STATUS - COUNT - idWidth - GAPS : widest;
        int labelWidth = Math.max(MIN_LABEL, Math.min(room, widest));
        return flows.stream().map(flow -> line(flow, labelWidth)).toList();
    }

    private String line(JsonNode flow, int labelWidth) {
        boolean failed = flow.path("failed").asBoolean();
        String status = (flow.path("status").isNumber() ? flow.path("status").asText() : "-") + (failed ? "!" : "");
        String took = Figures.duration(flow.path("durationUs").asLong());
        String services = Figures.count(flow.path("services").size(), "service");
        return TerminalText.fit(time(flow), TIME)
                + GAP
                + " ".repeat(Math.max(0, FIGURE - took.length()))
                + took
                + GAP
                + (failed ? terminal.red(TerminalText.fit(status, STATUS)) : TerminalText.fit(status, STATUS))
                + GAP
                + TerminalText.fit(services, COUNT)
                + GAP
                + TerminalText.fit(label(flow), labelWidth)
                + GAP
                + text(flow, "id");
    }

    /** As {@code --to} takes it. */
    private static String time(JsonNode flow) {
        return text(flow, "start");
    }

    private static String label(JsonNode flow) {
        return text(flow, "rootService")
                + (flow.path("rootOperation").isTextual() ? " " + text(flow, "rootOperation") : "");
    }

    private static String text(JsonNode node, String field) {
        return TerminalText.escape(node.path(field).asText());
    }
}
