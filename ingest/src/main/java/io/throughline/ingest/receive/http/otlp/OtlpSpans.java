package io.throughline.ingest.receive.http.otlp;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans as hop records; what a hop has no member for keeps its attribute's name. HTTP's attributes are known by the names of today's
 * semantic conventions and by those before version 1.23. Of a span's events the last exception is told.
 */
final class OtlpSpans implements OtlpSignal<Span> {
    private static final int SERVER_FAILED = 500;
    private static final long MICRO = 1_000;

    private final int maxDepth;

    OtlpSpans(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    @Override
    public String resources() {
        return "resourceSpans";
    }

    @Override
    public String scopes() {
        return "scopeSpans";
    }

    @Override
    public String records() {
        return "spans";
    }

    @Override
    public Parser<Span> parser() {
        return Span.parser();
    }

    @Override
    public Span empty() {
        return Span.getDefaultInstance();
    }

    @Override
    public byte[] json(OtlpResource resource, InstrumentationScope scope, Span span)
            throws IOException, RefusedException {
        check(span);
        Map<String, AnyValue> attributes = OtlpResource.attributes(span.getAttributesList());
        String trace = Members.hex(span.getTraceId());
        Members members = new Members(maxDepth);
        members.text("id", trace + "-" + Members.hex(span.getSpanId()));
        members.text("vantage", vantage(span.getKind()));
        members.text("service", resource.service());
        members.text("instance", resource.instance());
        members.text("host", resource.host());
        members.text("container", resource.containerId());
        members.text("image", resource.image());
        members.text("operation", span.getName());
        members.number("start_us", Long.divideUnsigned(span.getStartTimeUnixNano(), MICRO));
        members.number("duration_us", (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / MICRO);
        members.text("trace", trace);
        members.id("span", span.getSpanId(), OtlpLogs.SPAN_ID_BYTES, "span");
        members.id("parent_span", span.getParentSpanId(), OtlpLogs.SPAN_ID_BYTES, "otlp.parent_span_id");
        http(members, attributes, span.getStatus());
        members.text("peer", text(attributes, "peer.service"));
        members.text("principal", text(attributes, "enduser.id", "user.id"));
        members.text("source_ip", text(attributes, "client.address", "http.client_ip"));
        members.text("user_agent", text(attributes, "user_agent.original", "http.user_agent"));
        members.text("error.message", span.getStatus().getMessage());
        for (Span.Event event : span.getEventsList().reversed()) {
            if (event.getName().equals("exception")) {
                members.attributes(OtlpResource.attributes(event.getAttributesList()));
                break;
            }
        }
        members.attributes(attributes);
        return members.finish();
    }

    @Override
    public Message answer(long rejected, String why) {
        ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
        if (rejected > 0) {
            answer.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(rejected)
                    .setErrorMessage(why));
        }
        return answer.build();
    }

    private static void check(Span span) throws RefusedException {
        if (!Members.isId(span.getTraceId(), OtlpLogs.TRACE_ID_BYTES)) {
            throw new RefusedException("has no trace id of 16 bytes");
        }
        if (!Members.isId(span.getSpanId(), OtlpLogs.SPAN_ID_BYTES)) {
            throw new RefusedException("has no span id of 8 bytes");
        }
        long start = span.getStartTimeUnixNano();
        if (start == 0 || Long.compareUnsigned(span.getEndTimeUnixNano(), start) < 0) {
            throw new RefusedException("ends before it starts");
        }
    }

    private static void http(Members members, Map<String, AnyValue> attributes, Status status) throws IOException {
        members.text("method", text(attributes, "http.request.method", "http.method"));
        members.text("path", text(attributes, "url.path", "http.target", "url.full", "http.url"));
        Long code = number(attributes, "http.response.status_code", "http.status_code");
        number(members, "status", code);
        number(members, "request_bytes", number(attributes, "http.request.body.size", "http.request_content_length"));
        number(
                members,
                "response_bytes",
                number(attributes, "http.response.body.size", "http.response_content_length"));
        boolean failed = status.getCode() == Status.StatusCode.STATUS_CODE_ERROR;
        members.flag("failed", failed || (code != null && code >= SERVER_FAILED));
    }

    private static void number(Members members, String name, @Nullable Long number) throws IOException {
        if (number != null && number >= 0) {
            members.number(name, number);
        }
    }

    private static String vantage(Span.SpanKind kind) {
        return switch (kind) {
            case SPAN_KIND_SERVER, SPAN_KIND_CONSUMER -> "inbound";
            case SPAN_KIND_CLIENT, SPAN_KIND_PRODUCER -> "outbound";
            case SPAN_KIND_INTERNAL, SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> "internal";
        };
    }

    private static @Nullable String text(Map<String, AnyValue> attributes, String... names) {
        for (String name : names) {
            String text = OtlpResource.text(attributes.get(name));
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    private static @Nullable Long number(Map<String, AnyValue> attributes, String... names) {
        for (String name : names) {
            AnyValue value = attributes.get(name);
            if (value != null && value.hasIntValue()) {
                return value.getIntValue();
            }
        }
        return null;
    }
}
