package io.throughline.core.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of itself.
 *
 * @param at where its document begins
 * @param id usually a UUID
 * @param name how correlation rules may call it
 * @param version 16 hex digits of the SHA-256 of what the rule says, its samples and its layout left out: ids of what it finds derive
 *     from it
 * @param tags such as {@code attack.t1190}
 */
public record RuleHead(
        Position at,
        String title,
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String author,
        @Nullable Level level,
        @Nullable String status,
        String version,
        List<String> tags,
        List<String> references,
        List<String> falsePositives,
        List<String> fields) {
    /** How grave a match is. */
    public enum Level {
        INFORMATIONAL,
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    public RuleHead {
        tags = List.copyOf(tags);
        references = List.copyOf(references);
        falsePositives = List.copyOf(falsePositives);
        fields = List.copyOf(fields);
    }

    /** What tells the rule from others: its id, else its name, else its title. */
    public String key() {
        return id != null ? id : name != null ? name : title;
    }

    /** Whether a correlation or a filter means this rule when it says so. */
    public boolean isCalled(String reference) {
        return reference.equals(id) || reference.equals(name);
    }
}
