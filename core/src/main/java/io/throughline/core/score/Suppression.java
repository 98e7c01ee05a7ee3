package io.throughline.core.score;

import io.throughline.core.model.Alert;
import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Alerts of which nobody is to be told, as the operator says it, one line each. They are kept, with the reason, and counted.
 *
 * <pre>
 *   rule=new-edge entity=service.name:orders until=2026-12-01T00:00:00Z reason=orders is being moved
 * </pre>
 *
 * @param rule its name; null: any
 * @param field of the entity, with {@code value}; null: any entity
 * @param until alerts that begin before this instant
 * @param reason for people
 */
public record Suppression(
        @Nullable String rule,
        @Nullable String field,
        @Nullable String value,
        Instant until,
        String reason) implements Serializable {
    /** Beyond this a file is refused. */
    static final int MAX_LINES = 10_000;

    /** @param problems takes what is wrong with a line, which is then left out */
    public static List<Suppression> read(List<String> text, Consumer<String> problems) {
        List<Suppression> read = new ArrayList<>();
        int number = 0;
        for (String line : text) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Suppression one = read(line);
            if (one == null) {
                problems.accept("line " + number
                        + " is not: rule=NAME and entity=FIELD:VALUE, or one of them, until=INSTANT and reason=WORDS");
            } else if (read.size() >= MAX_LINES) {
                problems.accept("line " + number + " is one more than " + MAX_LINES);
                return List.copyOf(read);
            } else {
                read.add(one);
            }
        }
        return List.copyOf(read);
    }

    private static @Nullable Suppression read(String line) {
        int reason = line.indexOf("reason=");
        if (reason < 0) {
            return null;
        }
        Map<String, String> parts = new HashMap<>();
        for (String word : line.substring(0, reason).strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                return null;
            }
            parts.put(word.substring(0, equals), word.substring(equals + 1));
        }
        String entity = parts.remove("entity");
        String rule = parts.remove("rule");
        String until = parts.remove("until");
        String words = line.substring(reason + "reason=".length()).strip();
        int colon = entity == null ? -1 : entity.indexOf(':');
        boolean isWhole = until != null && !words.isEmpty() && parts.isEmpty() && (rule != null || entity != null);
        if (!isWhole || (entity != null && colon < 1)) {
            return null;
        }
        try {
            return new Suppression(
                    rule,
                    entity == null ? null : entity.substring(0, colon),
                    entity == null ? null : entity.substring(colon + 1),
                    Instant.parse(until),
                    words);
        } catch (DateTimeParseException e) {
            return null; // told with the line
        }
    }

    /** The reason of the first that fits; null: people are to be told. */
    static @Nullable String of(Alert alert, List<Suppression> all) {
        for (Suppression one : all) {
            if (one.fits(alert)) {
                return one.reason + " (until " + one.until + ")";
            }
        }
        return null;
    }

    private boolean fits(Alert alert) {
        return alert.windowStart().isBefore(until)
                && (rule == null || rule.equals(alert.rule()))
                && (field == null
                        || (value != null && value.equals(alert.entity().get(field))));
    }
}
