package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.throughline.ingest.receive.MemoryIntake;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry's own SDK sends, not what we believe that it sends. */
class OpenTelemetrySdkTest {
    private static final String TOKEN = "s3cret";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.000001002Z");

    private final MemoryIntake intake = new MemoryIntake();
    private final OtlpHttpReceiver receiver = OtlpReceiverTest.receiver(intake, "token", TOKEN);

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void takesItsSpansAndTheLogsWrittenInThem() {
        try (OpenTelemetrySdk sdk = sdk("gzip", TOKEN)) {
            Span span = sdk.getTracer("shop")
                    .spanBuilder("POST /orders")
                    .setSpanKind(SpanKind.SERVER)
                    .setAttribute("http.request.method", "POST")
                    .setAttribute("url.path", "/orders")
                    .setAttribute("http.response.status_code", 201)
                    .setStartTimestamp(NOON)
                    .startSpan();
            sdk.getLogsBridge()
                    .get("com.shop.Orders")
                    .logRecordBuilder()
                    .setTimestamp(NOON)
                    .setSeverity(Severity.WARN)
                    .setBody("little stock")
                    .setContext(Context.root().with(span))
                    .setAttribute(AttributeKey.longKey("left"), 2L)
                    .emit();
            span.end(NOON.plusMillis(12));
            assertThat(flushed(sdk.getSdkTracerProvider().forceFlush())).isTrue();
            assertThat(flushed(sdk.getSdkLoggerProvider().forceFlush())).isTrue();

            JsonNode hop = Sender.json(intake.values().getFirst());
            assertThat(hop.path("vantage").asText()).isEqualTo("inbound");
            assertThat(hop.path("service").asText()).isEqualTo("orders");
            assertThat(hop.path("span").asText())
                    .isEqualTo(span.getSpanContext().getSpanId());
            assertThat(hop.path("duration_us").asLong()).isEqualTo(12_000);
            assertThat(hop.path("status").asInt()).isEqualTo(201);
            JsonNode log = Sender.json(intake.values().get(1));
            assertThat(log.path("@timestamp").asText()).isEqualTo("2026-11-22T12:00:00.000001002Z");
            assertThat(log.path("message").asText()).isEqualTo("little stock");
            assertThat(log.path("log.level").asText()).isEqualTo("WARN");
            assertThat(log.path("trace.id").asText())
                    .isEqualTo(hop.path("trace").asText());
            assertThat(log.path("span.id").asText()).isEqualTo(hop.path("span").asText());
            assertThat(log.path("left").asInt()).isEqualTo(2);
            assertThat(intake.sources()).containsExactly("otlp:n1/orders", "otlp:n1/orders");
        }
    }

    @Test
    void doesNotGetInWithAWrongToken() {
        try (OpenTelemetrySdk sdk = sdk("none", "guess")) {
            sdk.getTracer("shop").spanBuilder("x").startSpan().end();

            // The processor counts a batch that was refused as flushed.
            assertThat(flushed(sdk.getSdkTracerProvider().forceFlush())).isTrue();
            assertThat(intake.chunks()).isEmpty();
        }
    }

    private static boolean flushed(CompletableResultCode result) {
        return result.join(20, TimeUnit.SECONDS).isSuccess();
    }

    private OpenTelemetrySdk sdk(String compression, String token) {
        String base = "http://127.0.0.1:" + receiver.port();
        Resource resource = Resource.create(Attributes.of(
                AttributeKey.stringKey("service.name"), "orders", AttributeKey.stringKey("host.name"), "n1"));
        OtlpHttpSpanExporter spans = OtlpHttpSpanExporter.builder()
                .setEndpoint(base + "/v1/traces")
                .setCompression(compression)
                .addHeader("Authorization", "Bearer " + token)
                .build();
        OtlpHttpLogRecordExporter logs = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(base + "/v1/logs")
                .setCompression(compression)
                .addHeader("Authorization", "Bearer " + token)
                .build();
        // Only when told: the test says when to send.
        Duration never = Duration.ofHours(1);
        return OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .addSpanProcessor(BatchSpanProcessor.builder(spans)
                                .setScheduleDelay(never)
                                .build())
                        .build())
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(logs)
                                .setScheduleDelay(never)
                                .build())
                        .build())
                .build();
    }
}
