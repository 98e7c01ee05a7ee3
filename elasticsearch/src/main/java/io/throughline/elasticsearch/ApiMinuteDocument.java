package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.schema.JsonMembers;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** One API's traffic in one minute as it is kept. A minute with more requests replaces one with fewer. */
public final class ApiMinuteDocument {
    static final String TEMPLATE = "throughline.url.template";
    static final String REQUESTS = "throughline.requests";
    static final String ERRORS = "throughline.errors";
    static final String RECORDS = "throughline.records";
    static final String CALLERS = "throughline.callers";

    private ApiMinuteDocument() {}

    public static IndexDocument of(ApiMinute minute) {
        return new IndexDocument(
                IndexNames.reports(minute.minute()),
                DocumentIds.of(minute.minute(), minute.service(), minute.method(), minute.template()),
                minute.records(),
                DocumentWriter.write(generator -> write(generator, minute)));
    }

    private static void write(JsonGenerator json, ApiMinute minute) throws IOException {
        JsonMembers.instant(json, EcsFields.TIMESTAMP, minute.minute());
        json.writeStringField(EcsFields.SERVICE, minute.service());
        json.writeStringField(EcsFields.METHOD, minute.method());
        json.writeStringField(TEMPLATE, minute.template());
        json.writeNumberField(REQUESTS, minute.requests());
        json.writeNumberField(ERRORS, minute.errors());
        json.writeNumberField(RECORDS, minute.records());
        LatencyArray.write(json, minute.latency());
        JsonMembers.counts(json, CALLERS, minute.callers());
    }

    /** The minute that {@link #of} wrote. */
    static ApiMinute read(JsonNode source) {
        Map<String, Long> callers = new HashMap<>();
        source.path(CALLERS)
                .properties()
                .forEach(
                        caller -> callers.put(caller.getKey(), caller.getValue().asLong()));
        return new ApiMinute(
                Json.required(source, EcsFields.SERVICE),
                Json.required(source, EcsFields.METHOD),
                Json.required(source, TEMPLATE),
                Json.instant(source, EcsFields.TIMESTAMP),
                source.path(REQUESTS).asLong(),
                source.path(ERRORS).asLong(),
                LatencyArray.read(source),
                callers,
                source.path(RECORDS).asLong());
    }
}
