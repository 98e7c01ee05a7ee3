package io.throughline.ingest.receive.http.otlp;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message from OTLP's JSON: protobuf's JSON, but ids are hex digits and enums are numbers. Source: the OTLP specification,
 * "JSON Protobuf Encoding". Unknown members are left out, and numbers may be texts.
 */
final class JsonMessage {
    private static final Set<String> HEX = Set.of("traceId", "spanId", "parentSpanId");

    /** Bounds what one record becomes in memory. */
    private static final int MAX_MESSAGES = 10_000;

    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private final JsonParser parser;
    private int messages;

    private JsonMessage(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * The parser is at the opening brace, and afterwards at the closing one.
     *
     * @return true
     * @throws JsonParseException a value is not what its member's type says
     */
    static boolean read(JsonParser parser, Message.Builder into) throws IOException {
        new JsonMessage(parser).message(into);
        return true;
    }

    private void message(Message.Builder into) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("an object is expected");
        }
        if (++messages > MAX_MESSAGES) {
            throw wrong("it has more than " + MAX_MESSAGES + " values");
        }
        Map<String, FieldDescriptor> fields = FIELDS.computeIfAbsent(into.getDescriptorForType(), JsonMessage::fields);
        JsonWalk.members(parser, name -> {
            FieldDescriptor field = fields.get(name);
            if (field == null) {
                return false;
            }
            if (field.isRepeated()) {
                repeated(into, field);
            } else {
                into.setField(field, value(into, field));
            }
            return true;
        });
    }

    private void repeated(Message.Builder into, FieldDescriptor field) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrong("an array is expected for " + field.getJsonName());
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            into.addRepeatedField(field, value(into, field));
        }
    }

    private Object value(Message.Builder into, FieldDescriptor field) throws IOException {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            Message.Builder child = into.newBuilderForField(field);
            message(child);
            return child.build();
        }
        JsonToken token = parser.currentToken();
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw wrong("a plain value is expected for " + field.getJsonName());
        }
        String text = parser.getText();
        Object value;
        try {
            value = plain(field, token, text);
        } catch (IllegalArgumentException e) {
            value = null;
        }
        if (value == null) {
            throw wrong(field.getJsonName() + " is no " + field.getType().name().toLowerCase(Locale.ROOT));
        }
        return value;
    }

    private static @Nullable Object plain(FieldDescriptor field, JsonToken token, String text) {
        boolean quoted = token == JsonToken.VALUE_STRING;
        return switch (field.getType()) {
            case STRING -> quoted ? text : null;
            case BOOL -> token.isBoolean() ? Boolean.valueOf(text) : null;
            case DOUBLE -> Double.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case INT64, SINT64, SFIXED64 -> Long.valueOf(text);
            case UINT64, FIXED64 -> Long.parseUnsignedLong(text);
            case INT32, SINT32, SFIXED32 -> Integer.valueOf(text);
            case UINT32, FIXED32 -> Integer.parseUnsignedInt(text);
            case BYTES -> quoted ? bytes(field, text) : null;
            case ENUM ->
                quoted
                        ? constant(field, text)
                        : field.getEnumType().findValueByNumberCreatingIfUnknown(Integer.parseInt(text));
            case MESSAGE, GROUP -> null;
        };
    }

    private static ByteString bytes(FieldDescriptor field, String text) {
        return ByteString.copyFrom(
                HEX.contains(field.getJsonName())
                        ? HexFormat.of().parseHex(text)
                        : Base64.getDecoder().decode(text));
    }

    /** Not allowed, but sent. */
    private static @Nullable EnumValueDescriptor constant(FieldDescriptor field, String name) {
        return field.getEnumType().findValueByName(name);
    }

    private JsonParseException wrong(String what) {
        return new JsonParseException(parser, what);
    }

    private static Map<String, FieldDescriptor> fields(Descriptor type) {
        Map<String, FieldDescriptor> fields = new HashMap<>();
        for (FieldDescriptor field : type.getFields()) {
            fields.put(field.getJsonName(), field);
        }
        return fields;
    }
}
