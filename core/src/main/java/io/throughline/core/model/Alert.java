package io.throughline.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a detector says of one cause.
 *
 * @param id derived from rule, version, key and window: a replay writes the same alert again
 * @param time when the behaviour was seen, in event time
 * @param entity what it is about: {@code service.name}, {@code peer}, {@code url.template}, {@code source}...
 * @param expected what the baseline says, in words with figures
 * @param seen what happened, in words with figures
 * @param technique MITRE ATT&amp;CK technique ids, may be empty
 * @param evidence at most 50, the earliest first
 * @param count the observations behind it, also those beyond the evidence kept
 */
public record Alert(
        String id,
        String rule,
        int ruleVersion,
        Severity severity,
        String title,
        Instant time,
        Instant windowStart,
        Instant windowEnd,
        Map<String, String> entity,
        String expected,
        String seen,
        List<String> technique,
        List<Evidence> evidence,
        long count) {
    public static final int MAX_EVIDENCE = 50;

    /** Severity of an alert, the most urgent last. */
    public enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    public Alert {
        entity = Map.copyOf(entity);
        technique = List.copyOf(technique);
        evidence = List.copyOf(evidence);
        if (evidence.size() > MAX_EVIDENCE) {
            throw new IllegalArgumentException("alert " + id + " holds " + evidence.size() + " pieces of evidence");
        }
    }
}
