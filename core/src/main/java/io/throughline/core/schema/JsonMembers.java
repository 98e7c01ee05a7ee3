package io.throughline.core.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Members of JSON objects, as documents and results have them: what is null is left out. */
public final class JsonMembers {
    private JsonMembers() {}

    /** Writes the members of one object. */
    public interface Content<T> {
        void write(JsonGenerator json, T one) throws IOException;
    }

    public static void string(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    public static void integer(JsonGenerator json, String name, @Nullable Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    public static void instant(JsonGenerator json, String name, @Nullable Instant value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            EcsEvent.writeInstant(json, value);
        }
    }

    /** A constant in lower case. */
    public static void word(JsonGenerator json, String name, Enum<?> value) throws IOException {
        json.writeStringField(name, word(value));
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** An array, also of none. */
    public static void strings(JsonGenerator json, String name, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** An array, also of none. */
    public static <T> void objects(JsonGenerator json, String name, Collection<T> values, Content<T> content)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            content.write(json, value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** An object, in the order of its names. */
    public static void texts(JsonGenerator json, String name, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : new TreeMap<>(values).entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }

    /** An object, in the order of its names. */
    public static void counts(JsonGenerator json, String name, Map<String, Long> values) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> value : new TreeMap<>(values).entrySet()) {
            json.writeNumberField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }
}
