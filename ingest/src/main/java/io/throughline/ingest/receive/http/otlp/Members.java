package io.throughline.ingest.receive.http.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object, each name once: an attribute of a name that is taken goes below {@code attributes.}. */
final class Members {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TAKEN = "attributes.";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final JsonGenerator json;
    private final Set<String> names = new HashSet<>();
    private final int maxDepth;

    /** @param maxDepth of the object, itself counted */
    Members(int maxDepth) throws IOException {
        this.maxDepth = maxDepth;
        this.json = JSON.createGenerator(bytes);
        json.writeStartObject();
    }

    /** Nothing where there is no text. */
    void text(String name, @Nullable String text) throws IOException {
        if (text != null && !text.isEmpty() && names.add(name)) {
            json.writeStringField(name, text);
        }
    }

    void number(String name, long number) throws IOException {
        if (names.add(name)) {
            json.writeNumberField(name, number);
        }
    }

    void flag(String name, boolean value) throws IOException {
        if (names.add(name)) {
            json.writeBooleanField(name, value);
        }
    }

    /** An id as hex digits; one of another length, or of zeros, as {@code otherwise}. */
    void id(String name, ByteString id, int length, String otherwise) throws IOException {
        text(isId(id, length) ? name : otherwise, hex(id));
    }

    static boolean isId(ByteString id, int length) {
        boolean zeros = true;
        for (int i = 0; i < id.size(); i++) {
            zeros &= id.byteAt(i) == 0;
        }
        return id.size() == length && !zeros;
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    void attributes(Map<String, AnyValue> attributes) throws IOException, RefusedException {
        for (Map.Entry<String, AnyValue> attribute : attributes.entrySet()) {
            String name = names.contains(attribute.getKey()) ? TAKEN + attribute.getKey() : attribute.getKey();
            if (isSet(attribute.getValue()) && !name.isEmpty() && names.add(name)) {
                json.writeFieldName(name);
                any(attribute.getValue(), 2);
            }
        }
    }

    /** What the record does not say itself. */
    void toldBy(OtlpResource resource) throws IOException, RefusedException {
        Map<String, AnyValue> told = resource.told();
        told.keySet().removeAll(names);
        attributes(told);
    }

    /** A value as JSON text, for where a text is needed. */
    static String jsonText(AnyValue value, int maxDepth) throws IOException, RefusedException {
        Members wrapped = new Members(maxDepth + 1);
        wrapped.json.writeFieldName("v");
        wrapped.any(value, 2);
        String object = new String(wrapped.finish(), StandardCharsets.UTF_8);
        return object.substring("{\"v\":".length(), object.length() - 1);
    }

    byte[] finish() throws IOException {
        json.writeEndObject();
        json.close();
        return bytes.toByteArray();
    }

    private static boolean isSet(AnyValue value) {
        return value.getValueCase() != AnyValue.ValueCase.VALUE_NOT_SET;
    }

    private void any(AnyValue value, int depth) throws IOException, RefusedException {
        if (depth > maxDepth + 1) {
            throw new RefusedException("is nested deeper than " + maxDepth + " levels");
        }
        switch (value.getValueCase()) {
            case STRING_VALUE -> json.writeString(value.getStringValue());
            case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
            case INT_VALUE -> json.writeNumber(value.getIntValue());
            case DOUBLE_VALUE -> decimal(value.getDoubleValue());
            case BYTES_VALUE ->
                json.writeString(
                        Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
            case ARRAY_VALUE -> {
                json.writeStartArray();
                for (AnyValue element : value.getArrayValue().getValuesList()) {
                    any(element, depth + 1);
                }
                json.writeEndArray();
            }
            case KVLIST_VALUE -> {
                json.writeStartObject();
                for (Map.Entry<String, AnyValue> member :
                        OtlpResource.attributes(list(value)).entrySet()) {
                    json.writeFieldName(member.getKey());
                    any(member.getValue(), depth + 1);
                }
                json.writeEndObject();
            }
            // An index into a table that only profiles have says nothing here.
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> json.writeNull();
        }
    }

    private static List<KeyValue> list(AnyValue value) {
        return value.getKvlistValue().getValuesList();
    }

    /** JSON has no word for what is no number. */
    private void decimal(double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.toString(value));
        }
    }
}
