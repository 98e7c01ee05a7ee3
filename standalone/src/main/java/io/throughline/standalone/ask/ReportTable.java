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

    /** Between these two there are figures, which stand to the right. */
    private static final int API_COLUMN = 1;

    private static final int CALLERS_COLUMN = 8;
    private static final int MIN_TEXT = 16;
    private static final String GAP = "  ";

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
        List<Integer> widths = widths(rows);
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        return lines;
    }

    /** As wide as their cells; on a terminal that is too narrow, the texts give way to the figures. */
    private List<Integer> widths(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < HEADINGS.size(); column++) {
            int index = column;
            widths.add(rows.stream()
                    .mapToInt(row -> TerminalText.columns(row.get(index)))
                    .max()
                    .orElse(0));
        }
        for (int column : new int[] {CALLERS_COLUMN, API_COLUMN}) {
            int needed = widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
            int spare = terminal.interactive() ? Math.max(0, needed - terminal.width()) : 0;
            widths.set(column, Math.max(Math.min(MIN_TEXT, widths.get(column)), widths.get(column) - spare));
        }
        return widths;
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

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            int width = widths.get(column);
            boolean figure = column > API_COLUMN && column < CALLERS_COLUMN;
            line.append(figure ? " ".repeat(width - cell.length()) + cell : TerminalText.fit(cell, width))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String text(JsonNode node, String field) {
        return TerminalText.escape(node.path(field).asText());
    }
}
