package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.JsonMembers;
import java.io.IOException;

/** One edge of the service map in one minute as it is kept. A minute with more calls replaces one with fewer. */
public final class EdgeMinuteDocument {
    static final String CALLER = "throughline.caller";
    static final String CALLEE = "throughline.callee";
    static final String CALLS = "throughline.calls";
    static final String ERRORS = "throughline.errors";

    private EdgeMinuteDocument() {}

    public static IndexDocument of(EdgeMinute minute) {
        return new IndexDocument(
                IndexNames.map(minute.minute()),
                DocumentIds.of(minute.minute(), minute.caller(), minute.callee()),
                minute.calls(),
                DocumentWriter.write(generator -> write(generator, minute)));
    }

    private static void write(JsonGenerator json, EdgeMinute minute) throws IOException {
        JsonMembers.instant(json, EcsFields.TIMESTAMP, minute.minute());
        json.writeStringField(CALLER, minute.caller());
        json.writeStringField(CALLEE, minute.callee());
        json.writeNumberField(CALLS, minute.calls());
        json.writeNumberField(ERRORS, minute.errors());
        LatencyArray.write(json, minute.latency());
    }

    /** The minute that {@link #of} wrote. */
    static EdgeMinute read(JsonNode source) {
        return new EdgeMinute(
                Json.required(source, CALLER),
                Json.required(source, CALLEE),
                Json.instant(source, EcsFields.TIMESTAMP),
                source.path(CALLS).asLong(),
                source.path(ERRORS).asLong(),
                LatencyArray.read(source));
    }
}
