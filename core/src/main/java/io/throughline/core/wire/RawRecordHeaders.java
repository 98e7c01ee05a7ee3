package io.throughline.core.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.throughline.core.model.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a record in {@code throughline.raw}. Key: the source in UTF-8, so that a source's records keep their order in one
 * partition. Value: the record's bytes. Headers: the names below. A record without them (another shipper wrote it) has the
 * topic partition as source and the Kafka offset as offset.
 */
public final class RawRecordHeaders {
    /** 8 bytes, big endian: {@code RawRecord.offset}. */
    public static final String OFFSET = "throughline-offset";

    /** UTF-8: {@code RawRecord.chunk}; only what network senders sent has it. */
    public static final String CHUNK = "throughline-chunk";

    /** 4 bytes, big endian: {@code RawRecord.length}; only where the value was cut. */
    public static final String LENGTH = "throughline-length";

    /** {@code Origin} as a JSON object of its non-null components, the same bytes for every record of a source. */
    public static final String ORIGIN = "throughline-origin";

    /** UTF-8, only in {@code throughline.rejected}: {@code Rejected.reason}. */
    public static final String REASON = "throughline-reason";

    private static final JsonFactory JSON = new JsonFactory();

    private RawRecordHeaders() {}

    public static byte[] encode(Origin origin) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("host", origin.host());
            write(json, "service", origin.service());
            write(json, "containerId", origin.containerId());
            write(json, "containerName", origin.containerName());
            write(json, "image", origin.image());
            write(json, "namespace", origin.namespace());
            write(json, "file", origin.file());
            write(json, "format", origin.format());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Unknown members are passed over, so that a newer shipper may say more.
     *
     * @throws IOException not such an object, or without a host
     */
    public static Origin decode(byte[] bytes) throws IOException {
        Map<String, String> members = HashMap.newHashMap(8);
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an origin is a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    members.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
        }
        String host = members.get("host");
        if (host == null || host.isBlank()) {
            throw new IOException("an origin needs a host");
        }
        return new Origin(
                host,
                members.get("service"),
                members.get("containerId"),
                members.get("containerName"),
                members.get("image"),
                members.get("namespace"),
                members.get("file"),
                members.get("format"));
    }

    private static void write(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
