package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Risk;
import io.throughline.core.schema.EcsEvent;
import io.throughline.core.schema.EcsFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        json.writeFieldName(EcsFields.TIMESTAMP);
        EcsEvent.writeInstant(json, alert.time());
        json.writeStringField("event.kind", "alert");
        json.writeStringField(ID, alert.id());
        json.writeStringField(RULE, alert.rule());
        json.writeNumberField(RULE_VERSION, alert.ruleVersion());
        json.writeStringField(SEVERITY, Json.word(alert.severity()));
        json.writeStringField(EcsFields.MESSAGE, alert.title());
        // Also where every other document has it, so that one search by service finds lines and alerts.
        Json.string(json, EcsFields.SERVICE, alert.entity().get(EcsFields.SERVICE));
        json.writeFieldName(WINDOW_START);
        EcsEvent.writeInstant(json, alert.windowStart());
        json.writeFieldName(WINDOW_END);
        EcsEvent.writeInstant(json, alert.windowEnd());
        json.writeObjectFieldStart(ENTITY);
        for (Map.Entry<String, String> part : new TreeMap<>(alert.entity()).entrySet()) {
            json.writeStringField(part.getKey(), part.getValue());
        }
        json.writeEndObject();
        json.writeStringField(EXPECTED, alert.expected());
        json.writeStringField(SEEN, alert.seen());
        json.writeArrayFieldStart(TECHNIQUE);
        for (String technique : alert.technique()) {
            json.writeString(technique);
        }
        json.writeEndArray();
        json.writeNumberField(COUNT, alert.count());
        if (alert.confidence() != null) {
            json.writeNumberField(CONFIDENCE, alert.confidence());
        }
        json.writeArrayFieldStart(TAGS);
        for (String tag : alert.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        if (alert.risk() != null) {
            json.writeBooleanField(FOLLOWS, !alert.risk().group().equals(alert.id()));
            risk(json, alert.risk());
        }
        json.writeArrayFieldStart(EVIDENCE);
        for (Evidence evidence : alert.evidence()) {
            json.writeStartObject();
            json.writeStringField("event", evidence.event());
            Json.string(json, "flow", evidence.flow());
            json.writeStringField("source", evidence.source());
            json.writeNumberField("offset", evidence.offset());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void risk(JsonGenerator json, Risk risk) throws IOException {
        json.writeNumberField(RISK, risk.score());
        json.writeArrayFieldStart(FACTORS);
        for (Risk.Factor factor : risk.factors()) {
            json.writeStartObject();
            json.writeStringField("name", factor.name());
            json.writeNumberField("value", factor.value());
            json.writeStringField("reason", factor.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField(GROUP, risk.group());
        json.writeNumberField(GROUP_SIZE, risk.groupSize());
        json.writeArrayFieldStart(RELATED);
        for (Risk.Related related : risk.related()) {
            json.writeStartObject();
            json.writeStringField("id", related.id());
            json.writeStringField("rule", related.rule());
            json.writeStringField("title", related.title());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.string(json, SUPPRESSED, risk.suppressed());
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
