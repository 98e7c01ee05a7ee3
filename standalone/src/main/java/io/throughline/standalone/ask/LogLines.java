package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.schema.EcsFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Log events under each other: time, level, service and message in columns; the other lines of a message indented below. */
final class LogLines {
    private static final int MAX_SERVICE = 24;
    private static final int LEVEL = 5;
    private static final int MIN_MESSAGE = 30;
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final Terminal terminal;

    LogLines(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * @param time the first column, made of an event and as wide for all
     */
    List<String> draw(List<JsonNode> events, Function<JsonNode, String> time) {
        int timeWidth = events.stream()
                .mapToInt(event -> TerminalText.columns(time.apply(event)))
                .max()
                .orElse(0);
        int serviceWidth = Math.min(
                MAX_SERVICE,
                events.stream()
                        .mapToInt(event -> TerminalText.columns(field(event, EcsFields.SERVICE)))
                        .max()
                        .orElse(0));
        List<String> lines = new ArrayList<>();
        for (JsonNode event : events) {
            String level = field(event, EcsFields.LOG_LEVEL);
            String head = TerminalText.fit(time.apply(event), timeWidth) + "  "
                    + terminal.byLevel(level, TerminalText.fit(level, LEVEL)) + "  "
                    + TerminalText.fit(field(event, EcsFields.SERVICE), serviceWidth) + "  ";
            int indent = timeWidth + LEVEL + serviceWidth + 6;
            addMessage(lines, head, indent, event);
        }
        return lines;
    }

    private void addMessage(List<String> lines, String head, int indent, JsonNode event) {
        String start = head;
        for (String line : TerminalText.lines(event.path(EcsFields.MESSAGE).asText())) {
            for (String piece : pieces(line, indent)) {
                lines.add((start + piece).stripTrailing());
                start = " ".repeat(indent);
            }
        }
    }

    /** A file gets its lines whole, whatever their length. */
    private List<String> pieces(String line, int indent) {
        int room = terminal.width() - indent;
        return terminal.interactive() && room >= MIN_MESSAGE ? TerminalText.wrap(line, room) : List.of(line);
    }

    /** When an event happened, to the millisecond and in UTC: the form that {@code --from} and {@code --to} take. */
    static String time(JsonNode event) {
        String text = event.path(EcsFields.TIMESTAMP).asText();
        try {
            return MILLISECONDS.format(Instant.parse(text));
        } catch (DateTimeException e) {
            return TerminalText.escape(text);
        }
    }

    static String field(JsonNode document, String name) {
        JsonNode value = document.path(name);
        return value.isMissingNode() || value.isNull() ? "-" : TerminalText.escape(value.asText());
    }
}
