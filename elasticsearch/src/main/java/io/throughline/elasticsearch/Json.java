package io.throughline.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Members of documents, read back. */
final class Json {
    private Json() {}

    /** Nanoseconds; what is longer than 292 years becomes that. */
    static long nanos(Duration duration) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        return duration.compareTo(longest) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    static String required(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || !value.isTextual()) {
            throw new IllegalStateException("a stored document lacks " + name);
        }
        return value.textValue();
    }

    static @Nullable String optional(JsonNode object, String name) {
        return object.path(name).textValue();
    }

    static @Nullable Integer optionalInt(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || !value.isNumber() ? null : Integer.valueOf(value.intValue());
    }

    static Instant instant(JsonNode object, String name) {
        return Instant.parse(required(object, name));
    }

    static List<String> strings(JsonNode array) {
        List<String> values = new ArrayList<>(array.size());
        for (JsonNode value : array) {
            values.add(value.asText());
        }
        return values;
    }

    static <E extends Enum<E>> E constant(Class<E> type, JsonNode object, String name) {
        return Enum.valueOf(type, required(object, name).toUpperCase(Locale.ROOT));
    }
}
