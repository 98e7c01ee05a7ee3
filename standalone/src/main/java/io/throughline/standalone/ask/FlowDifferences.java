package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Two flows side by side in text: one line per hop, with how long it took in either, the difference and what is to be noticed. */
final class FlowDifferences {
    private static final int MIN_LABEL = 16;
    private static final int FIGURE = 9;
    private static final int RATIO = 6;
    private static final int MARKS = 24;
    private static final int SEPARATORS = 12;
    private static final int FIGURES = 4;

    private final Terminal terminal;

    FlowDifferences(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> draw(JsonNode comparison) {
        List<String> lines = new ArrayList<>();
        lines.add("left   " + flow(comparison.path("left")));
        lines.add("right  " + flow(comparison.path("right")));
        lines.add("");
        List<JsonNode> rows = StreamSupport.stream(comparison.path("rows").spliterator(), false)
                .toList();
        int room = terminal.width() - FIGURES * FIGURE - RATIO - MARKS - SEPARATORS;
        int width = Math.max(
                MIN_LABEL,
                Math.min(
                        room,
                        rows.stream()
                                .mapToInt(row -> TerminalText.columns(label(row)))
                                .max()
                                .orElse(0)));
        lines.add(terminal.dim(
                line(TerminalText.fit("HOP", width), "LEFT", "RIGHT", "LONGER", "ITSELF", "TIMES", "NOTICE")));
        rows.forEach(row -> lines.add(line(row, TerminalText.fit(label(row), width))));
        return lines;
    }

    private String flow(JsonNode flow) {
        String operation = flow.path("rootOperation").isTextual() ? " " + text(flow, "rootOperation") : "";
        return terminal.bold(text(flow, "id")) + "  " + text(flow, "rootService") + operation + "  "
                + (flow.path("status").isNumber() ? flow.path("status").asText() + "  " : "")
                + Figures.duration(flow.path("durationUs").asLong()) + "  "
                + Figures.count(flow.path("hopCount").asLong(), "hop") + "  " + text(flow, "start");
    }

    private String line(JsonNode row, String label) {
        JsonNode left = row.path("left");
        JsonNode right = row.path("right");
        JsonNode ratio = row.path("ratio");
        String marks = String.join(", ", marks(row, left, right));
        String line = line(
                label,
                took(left),
                took(right),
                signed(row.path("slowerUs")),
                signed(row.path("selfSlowerUs")),
                ratio.isNumber() ? times(ratio.asDouble()) : "",
                marks);
        return marks.contains("failed") ? terminal.red(line) : line;
    }

    private static String line(
            String label, String left, String right, String longer, String itself, String times, String marks) {
        return (label + "  " + right(left, FIGURE) + "  " + right(right, FIGURE) + "  " + right(longer, FIGURE) + "  "
                        + right(itself, FIGURE) + "  "
                        + right(times, RATIO) + "  " + marks)
                .stripTrailing();
    }

    private static String label(JsonNode row) {
        JsonNode hop = row.path("left").isObject() ? row.path("left") : row.path("right");
        int depth = row.path("depth").asInt();
        // Deeper than this the depth is said instead of drawn.
        String indent = depth <= 12 ? "  ".repeat(depth) : "(" + depth + ") ";
        String operation = hop.path("operation").isTextual() ? " " + text(hop, "operation") : "";
        return indent + text(hop, "service") + (text(hop, "vantage").equals("outbound") ? " ->" : "") + operation;
    }

    private static List<String> marks(JsonNode row, JsonNode left, JsonNode right) {
        List<String> marks = new ArrayList<>();
        for (JsonNode mark : row.path("marks")) {
            String word = TerminalText.escape(mark.asText());
            marks.add(
                    switch (word) {
                        case "only_left" -> "only left";
                        case "only_right" -> "only right";
                        case "failed_left" -> "failed left";
                        case "failed_right" -> "failed right";
                        case "status" -> "status " + status(left) + "/" + status(right);
                        default -> word;
                    });
        }
        return marks;
    }

    private static String status(JsonNode hop) {
        return hop.path("status").isNumber() ? hop.path("status").asText() : "-";
    }

    private static String took(JsonNode hop) {
        return hop.isObject() ? Figures.duration(hop.path("durationUs").asLong()) : "-";
    }

    private static String signed(JsonNode micros) {
        if (!micros.isNumber()) {
            return "";
        }
        return (micros.asLong() > 0 ? "+" : "") + Figures.duration(micros.asLong());
    }

    /** What is much faster keeps a digit that says how much. */
    private static String times(double ratio) {
        return String.format(Locale.ROOT, ratio < 1 ? "%.2fx" : "%.1fx", ratio);
    }

    private static String right(String figure, int width) {
        return " ".repeat(Math.max(0, width - figure.length())) + figure;
    }

    private static String text(JsonNode node, String field) {
        return TerminalText.escape(node.path(field).asText());
    }
}
