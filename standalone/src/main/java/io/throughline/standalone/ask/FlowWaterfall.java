package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A flow drawn in text: its hops as a tree, each with a bar for when it ran; then its log lines. What an edge of the tree rests on is
 * said wherever it is not certain, and why at the end; the bars of what the flow waited for are drawn heavier.
 */
final class FlowWaterfall {
    private static final int MIN_LABEL = 16;
    private static final int FIGURE = 9;
    private static final int STATUS = 5;

    /** Spaces and bars between the columns. */
    private static final int SEPARATORS = 9;

    /** On a narrower terminal the bars alone tell when a hop began, so that there is room for its name. */
    private static final int MIN_WIDTH_FOR_START = 100;

    private static final int MAX_REASONS = 20;

    private final Terminal terminal;

    FlowWaterfall(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> draw(JsonNode flow) {
        List<String> lines = new ArrayList<>(head(flow));
        lines.add("");
        lines.addAll(hops(flow));
        lines.addAll(reasons(flow.path("hops")));
        lines.addAll(clocks(flow.path("hops")));
        List<JsonNode> events =
                StreamSupport.stream(flow.path("events").spliterator(), false).toList();
        if (!events.isEmpty()) {
            Instant start = instant(flow, "start");
            lines.add("");
            lines.addAll(new LogLines(terminal)
                    .draw(events, event -> "+" + Figures.duration(offset(start, event, "@timestamp"))));
        }
        return lines;
    }

    private List<String> head(JsonNode flow) {
        String operation = flow.path("rootOperation").isTextual() ? " " + text(flow, "rootOperation") : "";
        String state = (flow.path("failed").asBoolean() ? terminal.red("failed") + ", " : "")
                + (flow.path("closed").asBoolean() ? "closed" : "still open");
        String services = StreamSupport.stream(flow.path("services").spliterator(), false)
                .map(service -> TerminalText.escape(service.asText()))
                .collect(Collectors.joining(", "));
        long dropped = flow.path("droppedHops").asLong();
        return List.of(
                terminal.bold("flow " + text(flow, "id")) + "  " + state,
                text(flow, "rootService") + operation + "  "
                        + (flow.path("status").isNumber() ? flow.path("status").asText() + "  " : "")
                        + Figures.duration(flow.path("durationUs").asLong()) + "  " + text(flow, "start"),
                Figures.count(flow.path("hops").size() + dropped, "hop") + ", "
                        + Figures.count(flow.path("lines").asLong(), "line") + ", through " + services
                        + (dropped == 0 ? "" : "; " + Figures.count(dropped, "hop") + " beyond the limit not kept"));
    }

    private List<String> hops(JsonNode flow) {
        List<FlowTree.Node> nodes = FlowTree.of(flow.path("hops"));
        boolean rootSeen = false;
        List<String> labels = new ArrayList<>();
        for (FlowTree.Node node : nodes) {
            labels.add(branches(node) + label(node, rootSeen));
            rootSeen = true;
        }
        int barWidth = Math.clamp(terminal.width() / 4, 10, 60);
        int room = terminal.width() - barWidth - 2 * FIGURE - began("").length() - STATUS - SEPARATORS;
        int labelWidth = Math.max(
                MIN_LABEL,
                Math.min(
                        room,
                        labels.stream().mapToInt(TerminalText::columns).max().orElse(0)));
        Bar bar = new Bar(instant(flow, "start"), flow.path("durationUs").asLong(), barWidth);
        List<String> lines = new ArrayList<>();
        if (!nodes.isEmpty()) {
            lines.add(terminal.dim(headings(labelWidth, barWidth)));
        }
        for (int i = 0; i < nodes.size(); i++) {
            lines.add(line(nodes.get(i).hop(), TerminalText.fit(labels.get(i), labelWidth), bar));
        }
        return lines;
    }

    private String line(JsonNode hop, String label, Bar bar) {
        long offsetUs = offset(bar.start(), hop, "start");
        long durationUs = hop.path("durationUs").asLong();
        boolean failed = hop.path("failed").asBoolean();
        String status = (hop.path("status").isNumber() ? hop.path("status").asText() : "-") + (failed ? "!" : "");
        String drawn =
                bar.draw(offsetUs, durationUs, stroke(hop.path("onCriticalPath").asBoolean()));
        return label + "  " + began("+" + Figures.duration(offsetUs)) + right(Figures.duration(durationUs))
                + "  " + right(Figures.duration(hop.path("selfTimeUs").asLong())) + "  "
                + (failed ? terminal.red(TerminalText.fit(status, STATUS)) : TerminalText.fit(status, STATUS)) + " |"
                + (failed ? terminal.red(drawn) : drawn) + "|";
    }

    private String headings(int labelWidth, int barWidth) {
        String strokes = stroke(true) + " waited for, " + stroke(false) + " not";
        return TerminalText.fit("HOP", labelWidth) + "  " + began("BEGAN") + right("TOOK") + "  " + right("ITSELF")
                + "  " + TerminalText.fit("", STATUS) + "  "
                + TerminalText.fit(strokes, barWidth).stripTrailing();
    }

    private String began(String figure) {
        return terminal.width() < MIN_WIDTH_FOR_START ? "" : right(figure) + "  ";
    }

    private char stroke(boolean critical) {
        if (terminal.unicode()) {
            return critical ? '━' : '─';
        }
        return critical ? '=' : '-';
    }

    /** Under the tree, where there is room for a sentence. */
    private List<String> reasons(JsonNode hops) {
        List<JsonNode> explained = StreamSupport.stream(hops.spliterator(), false)
                .filter(hop -> hop.path("reason").isTextual())
                .toList();
        List<String> lines = new ArrayList<>();
        if (!explained.isEmpty()) {
            lines.add("");
        }
        for (JsonNode hop : explained.subList(0, Math.min(MAX_REASONS, explained.size()))) {
            String sentence = "~ " + text(hop, "service") + operation(hop) + ": " + text(hop, "reason");
            List<String> pieces =
                    terminal.interactive() ? TerminalText.wrap(sentence, terminal.width()) : List.of(sentence);
            pieces.forEach(piece -> lines.add(piece.stripTrailing()));
        }
        if (explained.size() > MAX_REASONS) {
            lines.add("~ " + Figures.count(explained.size() - MAX_REASONS) + " more with --json");
        }
        return lines;
    }

    /** Of each instance once, where its clock shows to be off. */
    private List<String> clocks(JsonNode hops) {
        return StreamSupport.stream(hops.spliterator(), false)
                .filter(hop -> hop.path("clock").isTextual())
                .map(hop -> "~ " + text(hop, hop.path("instance").isTextual() ? "instance" : "service") + ": "
                        + text(hop, "clock") + " clock, against its caller's")
                .distinct()
                .limit(MAX_REASONS)
                .toList();
    }

    private static String right(String figure) {
        return " ".repeat(Math.max(0, FIGURE - figure.length())) + figure;
    }

    /** Deeper than the screen is wide, the depth is said instead of drawn. */
    private String branches(FlowTree.Node node) {
        int most = Math.clamp(terminal.width() / 16, 4, 12);
        boolean unicode = terminal.unicode();
        StringBuilder drawn = new StringBuilder();
        FlowTree.Node at = node;
        for (int level = 0; level < most && at.above() != null; level++) {
            drawn.insert(0, level == 0 ? lastBranch(at) : at.last() ? "  " : unicode ? "│ " : "| ");
            at = at.above();
        }
        return node.depth() > most ? "(" + node.depth() + ") " + drawn : drawn.toString();
    }

    /** Dashed where the edge is inferred. */
    private String lastBranch(FlowTree.Node node) {
        boolean inferred = text(node.hop(), "evidence").equals("inference");
        if (terminal.unicode()) {
            return (node.last() ? "└" : "├") + (inferred ? "╌" : " ");
        }
        return (node.last() ? "`" : "+") + (inferred ? "~" : " ");
    }

    /** What is not certain stands right after the service, where it is not cut off. */
    private static String label(FlowTree.Node node, boolean rootSeen) {
        return text(node.hop(), "service") + doubt(node, rootSeen) + operation(node.hop());
    }

    private static String operation(JsonNode hop) {
        return hop.path("operation").isTextual() ? " " + text(hop, "operation") : "";
    }

    private static String doubt(FlowTree.Node node, boolean rootSeen) {
        double confidence = node.hop().path("confidence").asDouble();
        String evidence = text(node.hop(), "evidence").replace('_', ' ');
        if (node.depth() == 0 && rootSeen) {
            return " ~no parent, by " + evidence;
        }
        return confidence < 1 ? " ~" + Math.round(confidence * 100) + "% by " + evidence : "";
    }

    /**
     * A time line of so many columns.
     *
     * @param start when it begins
     */
    private record Bar(Instant start, long totalUs, int width) {
        String draw(long offsetUs, long durationUs, char stroke) {
            double perColumn = Math.max(1, totalUs) / (double) width;
            int from = Math.clamp((long) (offsetUs / perColumn), 0, width - 1);
            int to = Math.clamp((long) Math.ceil((offsetUs + durationUs) / perColumn), from + 1, width);
            return " ".repeat(from) + String.valueOf(stroke).repeat(to - from) + " ".repeat(width - to);
        }
    }

    private static long offset(Instant start, JsonNode node, String field) {
        return ChronoUnit.MICROS.between(start, instant(node, field));
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }

    private static String text(JsonNode node, String field) {
        return TerminalText.escape(node.path(field).asText());
    }
}
