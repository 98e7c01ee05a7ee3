package io.throughline.ingest.receive.http.otlp;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.throughline.core.schema.Timestamps;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Log records as JSON records with the names of ECS; attributes keep theirs. */
final class OtlpLogs implements OtlpSignal<LogRecord> {
    static final int TRACE_ID_BYTES = 16;
    static final int SPAN_ID_BYTES = 8;
    private static final String[] LEVELS = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};
    private static final int NUMBERS_OF_A_LEVEL = 4;
    private static final long NANOS = 1_000_000_000L;

    private final int maxDepth;

    OtlpLogs(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    @Override
    public String resources() {
        return "resourceLogs";
    }

    @Override
    public String scopes() {
        return "scopeLogs";
    }

    @Override
    public String records() {
        return "logRecords";
    }

    @Override
    public Parser<LogRecord> parser() {
        return LogRecord.parser();
    }

    @Override
    public LogRecord empty() {
        return LogRecord.getDefaultInstance();
    }

    @Override
    public byte[] json(OtlpResource resource, InstrumentationScope scope, LogRecord log)
            throws IOException, RefusedException {
        Members members = new Members(maxDepth);
        members.text("@timestamp", time(log));
        members.text("message", message(log.getBody()));
        members.text("log.level", level(log));
        members.text("log.logger", scope.getName());
        members.text("service.name", resource.service());
        members.text("host.name", resource.host());
        members.text("container.id", resource.containerId());
        members.id("trace.id", log.getTraceId(), TRACE_ID_BYTES, "otlp.trace_id");
        members.id("span.id", log.getSpanId(), SPAN_ID_BYTES, "otlp.span_id");
        members.text("event.name", log.getEventName());
        members.attributes(OtlpResource.attributes(log.getAttributesList()));
        members.toldBy(resource);
        return members.finish();
    }

    @Override
    public Message answer(long rejected, String why) {
        ExportLogsServiceResponse.Builder answer = ExportLogsServiceResponse.newBuilder();
        if (rejected > 0) {
            answer.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(rejected)
                    .setErrorMessage(why));
        }
        return answer.build();
    }

    /** When it happened, else when it was seen. */
    private static @Nullable String time(LogRecord log) {
        long nanos = log.getTimeUnixNano() == 0 ? log.getObservedTimeUnixNano() : log.getTimeUnixNano();
        if (nanos == 0) {
            return null;
        }
        // The number has no sign: the highest of them is in the year 2554.
        return Timestamps.format(
                Instant.ofEpochSecond(Long.divideUnsigned(nanos, NANOS), Long.remainderUnsigned(nanos, NANOS)));
    }

    /** A body with members is told as JSON. */
    private @Nullable String message(AnyValue body) throws IOException, RefusedException {
        return switch (body.getValueCase()) {
            case STRING_VALUE -> body.getStringValue();
            case VALUE_NOT_SET -> null;
            default -> Members.jsonText(body, maxDepth);
        };
    }

    private static @Nullable String level(LogRecord log) {
        int number = log.getSeverityNumberValue();
        if (!log.getSeverityText().isBlank()) {
            return log.getSeverityText();
        }
        return number < 1 || number > LEVELS.length * NUMBERS_OF_A_LEVEL
                ? null
                : LEVELS[(number - 1) / NUMBERS_OF_A_LEVEL];
    }
}
