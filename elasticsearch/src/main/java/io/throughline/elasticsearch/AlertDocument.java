package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Risk;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.JsonMembers;
import io.throughline.core.schema.JsonParts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as it is kept, in the partition of its window's start: that is part of its id, while its time may be amended. */
public final class AlertDocument {
    static final String ID = "throughline.alert.id";
    static final String RULE = "rule.id";
    static final String RULE_VERSION = "throughline.rule.version";
    static final String SEVERITY = "throughline.alert.severity";
    static final String WINDOW_START = "throughline.alert.window_start";
    static final String WINDOW_END = "throughline.alert.window_end";
    static final String ENTITY = "throughline.alert.entity";
    static final String EXPECTED = "throughline.alert.expected";
    static final String SEEN = "throughline.alert.seen";
    static final String TECHNIQUE = "threat.technique.id";
    static final String EVIDENCE = "throughline.alert.evidence";
    static final String COUNT = "throughline.alert.count";
    static final String CONFIDENCE = "throughline.alert.confidence";
    static final String TAGS = "throughline.alert.tags";
    static final String RISK = "throughline.alert.risk";
    static final String FACTORS = "throughline.alert.risk_factors";
    static final String GROUP = "throughline.alert.group";
    /** Whether another alert of its cause comes before it. */
    static final String FOLLOWS = "throughline.alert.follows";

    static final String GROUP_SIZE = "throughline.alert.group_size";
    static final String RELATED = "throughline.alert.related";
    static final String SUPPRESSED = "throughline.alert.suppressed";

    private AlertDocument() {}

    public static IndexDocument of(Alert alert) {
        return new IndexDocument(
                IndexNames.alerts(alert.windowStart()),
                DocumentIds.safe(alert.id()),
                alert.revision(),
                DocumentWriter.write(generator -> write(generator, alert)));
    }

    private static void write(JsonGenerator json, Alert alert) throws IOException {
        JsonMembers.instant(json, EcsFields.TIMESTAMP, alert.time());
        json.writeStringField("event.kind", "alert");
        json.writeStringField(ID, alert.id());
        json.writeStringField(RULE, alert.rule());
        json.writeNumberField(RULE_VERSION, alert.ruleVersion());
        JsonMembers.word(json, SEVERITY, alert.severity());
        json.writeStringField(EcsFields.MESSAGE, alert.title());
        // Also where every other document has it, so that one search by service finds lines and alerts.
        JsonMembers.string(json, EcsFields.SERVICE, alert.entity().get(EcsFields.SERVICE));
        JsonMembers.instant(json, WINDOW_START, alert.windowStart());
        JsonMembers.instant(json, WINDOW_END, alert.windowEnd());
        JsonMembers.texts(json, ENTITY, alert.entity());
        json.writeStringField(EXPECTED, alert.expected());
        json.writeStringField(SEEN, alert.seen());
        JsonMembers.strings(json, TECHNIQUE, alert.technique());
        json.writeNumberField(COUNT, alert.count());
        if (alert.confidence() != null) {
            json.writeNumberField(CONFIDENCE, alert.confidence());
        }
        JsonMembers.strings(json, TAGS, alert.tags());
        if (alert.risk() != null) {
            json.writeBooleanField(FOLLOWS, !alert.risk().group().equals(alert.id()));
            risk(json, alert.risk());
        }
        JsonMembers.objects(
                json, EVIDENCE, alert.evidence(), (to, evidence) -> JsonParts.evidence(to, evidence, "source"));
    }

    private static void risk(JsonGenerator json, Risk risk) throws IOException {
        json.writeNumberField(RISK, risk.score());
        JsonParts.factors(json, FACTORS, risk.factors());
        json.writeStringField(GROUP, risk.group());
        json.writeNumberField(GROUP_SIZE, risk.groupSize());
        JsonParts.related(json, RELATED, risk.related());
        JsonMembers.string(json, SUPPRESSED, risk.suppressed());
    }

    /** Null for an alert that was not scored. */
    private static @Nullable Risk risk(JsonNode source) {
        if (!source.has(RISK)) {
            return null;
        }
        List<Risk.Factor> factors = new ArrayList<>();
        for (JsonNode factor : source.path(FACTORS)) {
            factors.add(new Risk.Factor(
                    Json.required(factor, "name"), factor.path("value").asDouble(), Json.required(factor, "reason")));
        }
        List<Risk.Related> related = new ArrayList<>();
        for (JsonNode other : source.path(RELATED)) {
            related.add(new Risk.Related(
                    Json.required(other, "id"), Json.required(other, "rule"), Json.required(other, "title")));
        }
        return new Risk(
                source.path(RISK).asInt(),
                factors,
                Json.required(source, GROUP),
                source.path(GROUP_SIZE).asInt(),
                related,
                Json.optional(source, SUPPRESSED));
    }

    /** The alert that {@link #of} wrote. */
    static Alert read(JsonNode source) {
        Map<String, String> entity = new LinkedHashMap<>();
        source.path(ENTITY)
                .properties()
                .forEach(part -> entity.put(part.getKey(), part.getValue().asText()));
        List<Evidence> evidence = new ArrayList<>();
        for (JsonNode piece : source.path(EVIDENCE)) {
            evidence.add(new Evidence(
                    Json.required(piece, "event"),
                    Json.optional(piece, "flow"),
                    Json.required(piece, "source"),
                    piece.path("offset").asLong()));
        }
        return new Alert(
                Json.required(source, ID),
                Json.required(source, RULE),
                source.path(RULE_VERSION).asInt(),
                Json.constant(Severity.class, source, SEVERITY),
                Json.required(source, EcsFields.MESSAGE),
                Json.instant(source, EcsFields.TIMESTAMP),
                Json.instant(source, WINDOW_START),
                Json.instant(source, WINDOW_END),
                entity,
                Json.required(source, EXPECTED),
                Json.required(source, SEEN),
                Json.strings(source.path(TECHNIQUE)),
                evidence,
                source.path(COUNT).asLong(),
                source.has(CONFIDENCE) ? source.path(CONFIDENCE).asDouble() : null,
                Json.strings(source.path(TAGS)),
                risk(source));
    }
}
