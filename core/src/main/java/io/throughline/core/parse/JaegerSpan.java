package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A span in Jaeger's JSON, as its Elasticsearch storage and its API write it (ids in hex, microseconds), or as its Kafka exporter does (ids in
 * base64, times as text). Source: Jaeger's {@code model/json} and {@code model.proto}.
 */
final class JaegerSpan implements JsonForm {
    private static final int MAX_TAGS = 256;

    private final SpanFields span;

    JaegerSpan(FieldReader reader) {
        span = new SpanFields(reader);
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        span.clear();
        span.set(Field.TRACE, hex(values.first("traceID", "traceId")));
        span.set(Field.SPAN, hex(values.first("spanID", "spanId")));
        span.set(Field.PARENT, hex(parent(values)));
        span.set(Field.OPERATION, values.get("operationName"));
        span.set(Field.START, values.get("startTime"));
        String duration = values.get("duration");
        span.set(duration != null && duration.endsWith("s") ? Field.DURATION : Field.MICROS, duration);
        span.set(Field.SERVICE, values.get("process.serviceName"));
        tags(values, "tags.", draft);
        tags(values, "process.tags.", draft);
        if (!span.into(draft, Form.JAEGER, text)) {
            return false;
        }
        draft.origin = Origins.on(span.host(), source);
        return true;
    }

    private static @Nullable String parent(JsonValues values) {
        String named = values.get("parentSpanID");
        if (named != null) {
            return named;
        }
        String type = values.get("references.0.refType");
        return type == null || type.equals("CHILD_OF") || type.equals("0")
                ? values.first("references.0.spanID", "references.0.spanId")
                : null;
    }

    private void tags(JsonValues values, String prefix, Draft draft) {
        for (int i = 0; i < MAX_TAGS; i++) {
            String tag = prefix + i;
            String key = values.get(tag + ".key");
            if (key == null) {
                return;
            }
            String value = values.first(
                    tag + ".value", tag + ".vStr", tag + ".vInt64", tag + ".vBool", tag + ".vFloat64", tag + ".vType");
            if (value != null) {
                span.attribute(key, value, draft);
            }
        }
    }

    /** An id in base64 is 24 or 12 characters, which no id in hex is. */
    private static @Nullable String hex(@Nullable String id) {
        if (id == null || !id.endsWith("=")) {
            return id;
        }
        try {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(id));
        } catch (IllegalArgumentException e) {
            return null; // not an id, then
        }
    }
}
