package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.JsonMembers;
import io.throughline.core.schema.JsonParts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The risk of an entity at one time as it is kept. One of more alerts replaces one of fewer. */
public final class EntityRiskDocument {
    static final String KIND = "throughline.entity.kind";
    static final String NAME = "throughline.entity.name";
    /** Kind and name in one, for the last document of each. */
    static final String ENTITY = "throughline.entity.id";

    static final String SCORE = "throughline.risk.score";
    static final String HALF_LIFE = "throughline.risk.half_life_ms";
    static final String ALERTS = "throughline.risk.alerts";
    static final String TOP = "throughline.risk.top";

    private EntityRiskDocument() {}

    public static IndexDocument of(EntityRisk risk) {
        return new IndexDocument(
                IndexNames.risks(risk.time()),
                DocumentIds.of(risk.time(), risk.kind(), risk.name()),
                risk.alerts(),
                DocumentWriter.write(generator -> write(generator, risk)));
    }

    private static void write(JsonGenerator json, EntityRisk risk) throws IOException {
        JsonMembers.instant(json, EcsFields.TIMESTAMP, risk.time());
        json.writeStringField(KIND, risk.kind());
        json.writeStringField(NAME, risk.name());
        json.writeStringField(ENTITY, DocumentIds.of(Instant.EPOCH, risk.kind(), risk.name()));
        json.writeNumberField(SCORE, risk.risk());
        json.writeNumberField(HALF_LIFE, risk.halfLife().toMillis());
        json.writeNumberField(ALERTS, risk.alerts());
        JsonParts.top(json, TOP, risk.top());
    }

    /** The risk that {@link #of} wrote. */
    static EntityRisk read(JsonNode source) {
        List<EntityRisk.Part> top = new ArrayList<>();
        for (JsonNode part : source.path(TOP)) {
            top.add(new EntityRisk.Part(
                    Json.required(part, "alert"),
                    Json.required(part, "rule"),
                    Json.required(part, "title"),
                    part.path("risk").asDouble()));
        }
        return new EntityRisk(
                Json.required(source, KIND),
                Json.required(source, NAME),
                Json.instant(source, EcsFields.TIMESTAMP),
                source.path(SCORE).asDouble(),
                Duration.ofMillis(source.path(HALF_LIFE).asLong()),
                source.path(ALERTS).asLong(),
                top);
    }
}
