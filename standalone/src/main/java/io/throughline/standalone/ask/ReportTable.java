package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A service's traffic report as a table: one line per API. */
final class ReportTable {
    private static final int CALLERS = 3;
    private static final List<String> HEADINGS =
            List.of("METHOD", "API", "REQUESTS", "ERRORS", "SHARE", "P50", "P95", "P99", "CALLERS");

    /** Columns that hold figures stand to the right. */
    private static final int FIRST_FIGURE = 2;

    private static final int LAST_FIGURE = 7;

    private final Terminal terminal;

    ReportTable(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> draw(JsonNode report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        report.path("apis").forEach(api -> rows.add(row(api)));
        List<String> lines = new ArrayList<>();
        lines.add(terminal.bold(text(report, "service")) + "  " + text(report, "from") + " to " + text(report, "to"));
        if (report.path("truncated").asBoolean()) {
            lines.add("the beginning of that time is missing: it holds more minutes than one report takes");
        }
        lines.add("");
        for (List<String> row : rows) {
            lines.add(line(row, rows));
        }
        return lines;
    }

    private static List<String> row(JsonNode api) {
        long requests = api.path("requests").asLong();
        long errors = api.path("errors").asLong();
        return List.of(
                text(api, "method"),
                text(api, "template"),
                Figures.count(requests),
                Figures.count(errors),
                Figures.share(errors, requests),
                Figures.duration(api.path("p50Us").asLong()),
                Figures.duration(api.path("p95Us").asLong()),
                Figures.duration(api.path("p99Us").asLong()),
                callers(api.path("callers")));
    }

    /** They come with the most frequent first. */
    private static String callers(JsonNode callers) {
        String first = callers.properties().stream()
                .limit(CALLERS)
                .map(caller -> TerminalText.escape(caller.getKey()) + " "
                        + Figures.count(caller.getValue().asLong()))
                .collect(Collectors.joining(", "));
        return callers.size() > CALLERS ? first + ", " + (callers.size() - CALLERS) + " more" : first;
    }

    private static String line(List<String> row, List<List<String>> rows) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int index = column;
            int width = rows.stream()
                    .mapToInt(any -> TerminalText.columns(any.get(index)))
                    .max()
                    .orElse(0);
            String cell = row.get(column);
            boolean figure = column >= FIRST_FIGURE && column <= LAST_FIGURE;
            line.append(figure ? " ".repeat(width - cell.length()) + cell : TerminalText.fit(cell, width))
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static String text(JsonNode node, String field) {
        return TerminalText.escape(node.path(field).asText());
    }
}
