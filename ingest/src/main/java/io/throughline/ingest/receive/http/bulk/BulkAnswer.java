package io.throughline.ingest.receive.http.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** The answer to a bulk request in the order of members that Elasticsearch has: some senders look no further than {@code errors}. */
final class BulkAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;

    private BulkAnswer() {}

    /** @param brief only what tells how it went, as a sender with {@code filter_path} wants it */
    static byte[] of(List<BulkItem> items, long tookMillis, boolean brief) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + items.size() * (brief ? 32 : 160));
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("took", tookMillis);
            json.writeBooleanField("errors", items.stream().anyMatch(item -> item.refusal() != null));
            json.writeArrayFieldStart("items");
            for (BulkItem item : items) {
                json.writeStartObject();
                json.writeObjectFieldStart(item.action());
                write(json, item, brief);
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, BulkItem item, boolean brief) throws IOException {
        BulkItem.Refusal refusal = item.refusal();
        if (!brief) {
            json.writeStringField("_index", item.index());
            String id = item.id();
            json.writeStringField("_id", id == null ? "item-" + item.number() : id);
        }
        if (refusal != null) {
            json.writeNumberField("status", BAD_REQUEST);
            json.writeObjectFieldStart("error");
            json.writeStringField("type", refusal.type());
            json.writeStringField("reason", refusal.reason());
            json.writeEndObject();
            return;
        }
        if (!brief) {
            json.writeNumberField("_version", 1);
            json.writeStringField("result", "created");
        }
        json.writeNumberField("status", CREATED);
    }
}
