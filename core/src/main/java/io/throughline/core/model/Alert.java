package io.throughline.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param confidence above 0, at most 1; null: its rule's own
 * @param tags of other catalogues, such as {@code OWASP:API1:2023}, may be empty
 * @param risk null as long as it is not scored
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
        long count,
        @Nullable Double confidence,
        List<String> tags,
        @Nullable Risk risk) {
    public static final int MAX_EVIDENCE = 50;

    /** Of a group, as far as a revision counts it. */
    private static final int GROUP_BITS = 20;

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
        tags = List.copyOf(tags);
        if (evidence.size() > MAX_EVIDENCE) {
            throw new IllegalArgumentException("alert " + id + " holds " + evidence.size() + " pieces of evidence");
        }
    }

    /** As a detector raises it: with its rule's confidence and tags, not scored. */
    public Alert(
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
        this(
                id,
                rule,
                ruleVersion,
                severity,
                title,
                time,
                windowStart,
                windowEnd,
                entity,
                expected,
                seen,
                technique,
                evidence,
                count,
                null,
                List.of(),
                null);
    }

    /** With the confidence and the tags of what it was made of. */
    public Alert of(double ofConfidence, List<String> ofTags) {
        return with(windowEnd, seen, technique, evidence, count, ofConfidence, ofTags, risk);
    }

    public Alert scored(List<String> techniques, List<String> ofTags, Risk of) {
        return with(windowEnd, seen, techniques, evidence, count, confidence, ofTags, of);
    }

    public Alert showing(List<Evidence> other) {
        return with(windowEnd, seen, technique, other, count, confidence, tags, risk);
    }

    /** With one observation more. */
    public Alert grown(Instant until, String seenNow, List<Evidence> all) {
        return with(until, seenNow, technique, all, count + 1, confidence, tags, risk);
    }

    private Alert with(
            Instant end,
            String what,
            List<String> techniques,
            List<Evidence> shown,
            long counted,
            @Nullable Double sure,
            List<String> ofTags,
            @Nullable Risk scored) {
        return new Alert(
                id,
                rule,
                ruleVersion,
                severity,
                title,
                time,
                windowStart,
                end,
                entity,
                expected,
                what,
                techniques,
                shown,
                counted,
                sure,
                ofTags,
                scored);
    }

    /** Grows with what the alert knows: of two with one id the one with the higher revision is the later one. */
    public long revision() {
        int size = risk == null ? 0 : Math.min(risk.groupSize(), (1 << GROUP_BITS) - 1);
        return (count << GROUP_BITS) | size;
    }
}
