package io.throughline.core.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Risk;
import java.io.IOException;
import java.util.List;

/** What is inside of alerts, flows and risks of entities: of one form in documents and among the results of files. */
public final class JsonParts {
    private JsonParts() {}

    /**
     * The members of one piece.
     *
     * @param source what the file or stream is called there
     */
    public static void evidence(JsonGenerator json, Evidence evidence, String source) throws IOException {
        json.writeStringField("event", evidence.event());
        JsonMembers.string(json, "flow", evidence.flow());
        json.writeStringField(source, evidence.source());
        json.writeNumberField("offset", evidence.offset());
    }

    public static void factors(JsonGenerator json, String name, List<Risk.Factor> factors) throws IOException {
        JsonMembers.objects(json, name, factors, (to, factor) -> {
            to.writeStringField("name", factor.name());
            to.writeNumberField("value", factor.value());
            to.writeStringField("reason", factor.reason());
        });
    }

    public static void related(JsonGenerator json, String name, List<Risk.Related> related) throws IOException {
        JsonMembers.objects(json, name, related, (to, other) -> {
            to.writeStringField("id", other.id());
            to.writeStringField("rule", other.rule());
            to.writeStringField("title", other.title());
        });
    }

    public static void top(JsonGenerator json, String name, List<EntityRisk.Part> parts) throws IOException {
        JsonMembers.objects(json, name, parts, (to, part) -> {
            to.writeStringField("alert", part.alert());
            to.writeStringField("rule", part.rule());
            to.writeStringField("title", part.title());
            to.writeNumberField("risk", part.risk());
        });
    }

    /** Other callers that there may be; nothing where there are none. */
    public static void others(JsonGenerator json, List<FlowHop.Other> others) throws IOException {
        if (!others.isEmpty()) {
            JsonMembers.objects(json, "others", others, (to, other) -> {
                to.writeStringField("parent", other.parent());
                to.writeNumberField("confidence", other.confidence());
            });
        }
    }
}
