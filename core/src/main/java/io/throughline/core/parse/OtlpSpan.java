package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A span in OpenTelemetry's JSON, alone or in the wrapping of an export request that holds just one: one record tells of one request. An
 * export request of several is for the receiver of OTLP, and here refused by its reason. Source: opentelemetry-proto, {@code trace.proto}, and the
 * OTLP specification's JSON encoding (ids in hex, times in nanoseconds as text).
 */
final class OtlpSpan implements JsonForm {
    private static final int MAX_ATTRIBUTES = 256;
    private static final String WRAPPED = "resourceSpans.0.scopeSpans.0.spans.0.";

    private final SpanFields span;

    OtlpSpan(FieldReader reader) {
        span = new SpanFields(reader);
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        boolean wrapped = values.hasUnder("resourceSpans.");
        if (wrapped
                && (values.hasUnder("resourceSpans.1.")
                        || values.hasUnder("resourceSpans.0.scopeSpans.1.")
                        || values.hasUnder("resourceSpans.0.scopeSpans.0.spans.1."))) {
            draft.form = Form.OTLP;
            draft.problem = "many-spans: an export request of several spans in one record";
            return true;
        }
        String at = wrapped ? WRAPPED : "";
        span.clear();
        Long start = nanos(values.get(at + "startTimeUnixNano"));
        Long end = nanos(values.get(at + "endTimeUnixNano"));
        if (start == null || end == null || end < start) {
            return false;
        }
        span.set(Field.TRACE, values.get(at + "traceId"));
        span.set(Field.SPAN, values.get(at + "spanId"));
        span.set(Field.PARENT, values.get(at + "parentSpanId"));
        span.set(Field.OPERATION, values.get(at + "name"));
        span.set(Field.VANTAGE, kind(values.get(at + "kind")));
        span.set(Field.START, Long.toString(start));
        span.set(Field.NANOS, Long.toString(end - start));
        String code = values.get(at + "status.code");
        if ("2".equals(code) || "STATUS_CODE_ERROR".equals(code)) {
            span.fail();
            draft.labelIfAny("error.message", values.get(at + "status.message"));
        }
        attributes(values, at + "attributes.", draft);
        attributes(values, wrapped ? "resourceSpans.0.resource.attributes." : "resource.attributes.", draft);
        if (!span.into(draft, Form.OTLP, text)) {
            return false;
        }
        draft.origin = Origins.on(span.host(), source);
        return true;
    }

    /** Nanoseconds since 1970 have 19 digits until the year 2286. */
    private static @Nullable Long nanos(@Nullable String text) {
        if (text == null || text.length() != 19 || text.charAt(0) > '8') {
            return null;
        }
        Long seconds = HopFields.number(text.substring(0, 10));
        Long rest = HopFields.number(text.substring(10));
        return seconds == null || rest == null ? null : seconds * 1_000_000_000 + rest;
    }

    private void attributes(JsonValues values, String prefix, Draft draft) {
        for (int i = 0; i < MAX_ATTRIBUTES; i++) {
            String attribute = prefix + i;
            String key = values.get(attribute + ".key");
            if (key == null) {
                return;
            }
            String value = attribute + ".value.";
            String plain = values.first(
                    value + "stringValue",
                    value + "intValue",
                    value + "boolValue",
                    value + "doubleValue",
                    value + "arrayValue.values.0.stringValue");
            if (plain != null) {
                span.attribute(key, plain, draft);
            }
        }
    }

    /** 4 and 5 are a producer's and a consumer's. */
    private static @Nullable String kind(@Nullable String kind) {
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case "4", "SPAN_KIND_PRODUCER" -> "producer";
            case "5", "SPAN_KIND_CONSUMER" -> "consumer";
            default -> kind;
        };
    }
}
