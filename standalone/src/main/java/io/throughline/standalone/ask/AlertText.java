package io.throughline.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.schema.EcsFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An alert in words: what it is about, what was expected, what was seen, and how to look at what shows it. */
final class AlertText {
    private static final int MAX_EVIDENCE = 5;
    private static final String INDENT = "    ";
    private static final int NAME = 8;

    private final Terminal terminal;

    AlertText(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> draw(JsonNode alert) {
        String severity = text(alert, "severity");
        List<String> lines = new ArrayList<>();
        lines.add(terminal.byLevel(severity, severity.toUpperCase(Locale.ROOT)) + "  "
                + terminal.bold(text(alert, "title")) + "  " + text(alert, "time"));
        add(
                lines,
                "rule",
                text(alert, "rule") + " v" + alert.path("ruleVersion").asInt() + technique(alert));
        add(lines, "about", entity(alert));
        addRisk(lines, alert);
        add(lines, "expected", text(alert, "expected"));
        add(lines, "seen", text(alert, "seen"));
        add(
                lines,
                "within",
                text(alert, "windowStart") + " to " + text(alert, "windowEnd") + ", "
                        + Figures.count(alert.path("count").asLong(), "observation"));
        addEvidence(lines, alert);
        return lines;
    }

    /** With what it is made of, and what else has the same cause; nothing of an alert that is not scored. */
    private void addRisk(List<String> lines, JsonNode alert) {
        if (!alert.path("risk").isInt()) {
            return;
        }
        String factors = StreamSupport.stream(alert.path("riskFactors").spliterator(), false)
                .map(factor -> text(factor, "name") + " " + factor.path("value").asDouble() + " ("
                        + text(factor, "reason") + ")")
                .collect(Collectors.joining(" x "));
        add(lines, "risk", alert.path("risk").asInt() + " of 100: " + factors);
        if (alert.path("suppressed").isTextual()) {
            add(lines, "not told", text(alert, "suppressed"));
        }
        int related = alert.path("related").size();
        if (related > 0) {
            add(
                    lines,
                    "cause of",
                    Figures.count(related, "alert") + " more, first "
                            + text(alert.path("related").path(0), "title"));
        } else if (!text(alert, "group").equals(text(alert, "id"))) {
            add(lines, "cause", "as of alert " + text(alert, "group"));
        }
    }

    private void addEvidence(List<String> lines, JsonNode alert) {
        List<JsonNode> evidence = StreamSupport.stream(alert.path("evidence").spliterator(), false)
                .toList();
        for (JsonNode piece : evidence.subList(0, Math.min(MAX_EVIDENCE, evidence.size()))) {
            add(
                    lines,
                    "evidence",
                    text(piece, "event") + "  " + text(piece, "source") + " at byte "
                            + piece.path("offset").asLong());
        }
        if (evidence.size() > MAX_EVIDENCE) {
            add(lines, "", Figures.count(evidence.size() - MAX_EVIDENCE) + " more with --json");
        }
        evidence.stream()
                .flatMap(piece -> ShellWord.of(piece.path("flow").asText("")).stream())
                .distinct()
                .limit(2)
                .forEach(flow -> addWhole(lines, "look at", "./throughline flow -- " + flow));
        evidence.stream()
                .limit(1)
                .flatMap(piece -> ShellWord.of(piece.path("event").asText()).stream())
                .forEach(event -> addWhole(lines, "look at", search(alert, event)));
    }

    private static String search(JsonNode alert, String event) {
        return "./throughline search " + EcsFields.EVENT_ID + ":" + event + " --from " + text(alert, "windowStart");
    }

    private static String technique(JsonNode alert) {
        String ids = StreamSupport.stream(alert.path("technique").spliterator(), false)
                .map(id -> TerminalText.escape(id.asText()))
                .collect(Collectors.joining(", "));
        return ids.isEmpty() ? "" : " (ATT&CK " + ids + ")";
    }

    private static String entity(JsonNode alert) {
        return alert.path("entity").properties().stream()
                .map(field -> TerminalText.escape(field.getKey()) + " "
                        + TerminalText.escape(field.getValue().asText()))
                .collect(Collectors.joining(", "));
    }

    private void add(List<String> lines, String name, String value) {
        int room = terminal.width() - INDENT.length() - NAME - 2;
        String start = name;
        for (String piece : terminal.interactive() ? TerminalText.wrap(value, room) : List.of(value)) {
            addWhole(lines, start, piece);
            start = "";
        }
    }

    /** A command to copy stays on one line, whatever the width. */
    private void addWhole(List<String> lines, String name, String value) {
        lines.add(INDENT + terminal.dim(TerminalText.fit(name, NAME)) + "  " + value);
    }

    private static String text(JsonNode node, String field) {
        return TerminalText.escape(node.path(field).asText());
    }
}
