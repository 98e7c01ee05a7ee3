package io.throughline.stream.rules;

import io.throughline.core.rule.correlate.Correlator;
import io.throughline.core.rule.correlate.Seen;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A match on its way to one group of one correlation.
 *
 * @param level of the stage that judges the correlation
 * @param rule the correlation's key and version
 * @param group the values of the fields that it groups by
 * @param offset of the latest change of the rules that was known where it was made: a stage that has heard less waits
 */
record RuleMatch(int level, String rule, String group, Seen seen, long offset) {
    /** A longer value is kept as its beginning and a hash, so that state is bounded and different values stay different. */
    static final int MAX_VALUE_CHARS = 256;

    private static final String SEPARATOR = "\u001F";
    private static final int HASH_BYTES = 8;

    /** @param record what evidence needs of the record, beginning with its event's id */
    static RuleMatch of(CompiledRules.Correlation correlation, Correlator.Routed routed, String record, long offset) {
        Seen seen = routed.seen();
        Map<String, String> fields = new LinkedHashMap<>();
        seen.fields().forEach((name, value) -> fields.put(name, bounded(value)));
        String[] group = routed.group().split(SEPARATOR, -1);
        for (int i = 0; i < group.length; i++) {
            group[i] = bounded(group[i]);
        }
        return new RuleMatch(
                correlation.level(),
                correlation.name(),
                String.join(SEPARATOR, group),
                new Seen(seen.time(), record, seen.rules(), bounded(seen.value()), seen.number(), fields),
                offset);
    }

    /** For one that came too late to be put in order. */
    RuleMatch at(Instant time) {
        return new RuleMatch(
                level,
                rule,
                group,
                new Seen(time, seen.eventId(), seen.rules(), seen.value(), seen.number(), seen.fields()),
                offset);
    }

    String key() {
        return rule + '\0' + group;
    }

    private static String bounded(String value) {
        if (value.length() <= MAX_VALUE_CHARS) {
            return value;
        }
        byte[] hash = Sha256.of(value.getBytes(StandardCharsets.UTF_8));
        int end = MAX_VALUE_CHARS - 2 * HASH_BYTES;
        int whole = Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end;
        return value.substring(0, whole) + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    }
}
