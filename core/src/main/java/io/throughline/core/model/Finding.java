package io.throughline.core.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one detector saw in a record, before it is grouped with others of its cause.
 *
 * @param id derived from rule, version and record: a replay gives the same
 * @param time of the record, in event time
 * @param entity what it is about: {@code service.name}, {@code url.template}, {@code source.ip}...
 * @param reason a sentence that says what was seen, and where in the record
 * @param confidence above 0, at most 1
 * @param technique MITRE ATT&amp;CK technique ids, may be empty
 * @param tags of other catalogues, such as {@code OWASP:A03:2021}, may be empty
 * @param evidence at least one, at most {@link #MAX_EVIDENCE}
 */
public record Finding(
        String id,
        String rule,
        int ruleVersion,
        Alert.Severity severity,
        Instant time,
        Map<String, String> entity,
        String reason,
        double confidence,
        List<String> technique,
        List<String> tags,
        List<Seen> evidence) {
    public static final int MAX_EVIDENCE = 50;

    public Finding {
        entity = Map.copyOf(entity);
        technique = List.copyOf(technique);
        tags = List.copyOf(tags);
        evidence = List.copyOf(evidence);
        if (evidence.isEmpty() || evidence.size() > MAX_EVIDENCE) {
            throw new IllegalArgumentException("finding " + id + " holds " + evidence.size() + " pieces of evidence");
        }
        if (!(confidence > 0 && confidence <= 1)) {
            throw new IllegalArgumentException("finding " + id + " has confidence " + confidence);
        }
    }

    /**
     * A record that shows it.
     *
     * @param record the record's own id where its form gives one, else the event's
     */
    public record Seen(String record, Evidence where) {}
}
