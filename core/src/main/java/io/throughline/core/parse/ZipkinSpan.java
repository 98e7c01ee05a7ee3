package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.util.Map;

/** A span in Zipkin's JSON, version 2: times are microseconds. Source: Zipkin's API, {@code zipkin2-api.yaml}. */
final class ZipkinSpan implements JsonForm {
    private final SpanFields span;

    ZipkinSpan(FieldReader reader) {
        span = new SpanFields(reader);
    }

    @Override
    public boolean read(JsonValues values, Draft draft, String text, Origin source) {
        span.clear();
        String kind = values.get("kind");
        String other = values.get("remoteEndpoint.serviceName");
        span.set(Field.TRACE, values.get("traceId"));
        span.set(Field.SPAN, values.get("id"));
        span.set(Field.PARENT, values.get("parentId"));
        span.set(Field.OPERATION, values.get("name"));
        span.set(Field.VANTAGE, kind);
        span.set(Field.START, values.get("timestamp"));
        span.set(Field.MICROS, values.get("duration"));
        span.set(Field.SERVICE, values.get("localEndpoint.serviceName"));
        boolean called = "SERVER".equals(kind) || "CONSUMER".equals(kind);
        span.set(called ? Field.CALLER : Field.PEER, other);
        if (called) {
            span.set(Field.SOURCE_IP, values.first("remoteEndpoint.ipv4", "remoteEndpoint.ipv6"));
        }
        for (Map.Entry<String, String> value : values.all().entrySet()) {
            if (value.getKey().startsWith("tags.")) {
                span.attribute(value.getKey().substring(5), value.getValue(), draft);
            }
        }
        return span.into(draft, Form.ZIPKIN, text);
    }
}
