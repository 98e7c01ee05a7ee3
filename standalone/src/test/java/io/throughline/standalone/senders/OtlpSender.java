package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's SDK and its OTLP/HTTP exporters, of logs or of spans. The exporter gives a batch up after five attempts, so it is
 * handed each batch again until it was taken, as an application has to that wants to lose nothing: the same batch makes the same
 * request.
 */
final class OtlpSender implements Sender {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration TRY_FOR = Duration.ofSeconds(30);
    private static final int SPANS_OF_A_TRACE = 50;

    private final boolean spans;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private @Nullable OpenTelemetrySdk sdk;

    OtlpSender(boolean spans) {
        this.spans = spans;
    }

    @Override
    public String name() {
        return spans ? "otlp-spans" : "otlp-logs";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.ONCE;
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public void start(Path folder, Addresses addresses) {
        String base = "http://127.0.0.1:" + addresses.otlp();
        OtlpHttpSpanExporter spanExporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(base + "/v1/traces")
                .setCompression("gzip")
                .setTimeout(TRY_FOR)
                .build();
        OtlpHttpLogRecordExporter logExporter = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(base + "/v1/logs")
                .setTimeout(TRY_FOR)
                .build();
        int room = 200_000;
        sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(BatchSpanProcessor.builder(new UntilTakenSpans(spanExporter))
                                .setMaxQueueSize(room)
                                .setScheduleDelay(PAUSE)
                                .build())
                        .build())
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(new UntilTakenLogs(logExporter))
                                .setMaxQueueSize(room)
                                .setScheduleDelay(PAUSE)
                                .build())
                        .build())
                .build();
    }

    @Override
    public void send(Lines lines) {
        OpenTelemetrySdk running = sdk;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        taken.set(0);
        if (spans) {
            sendSpans(lines, running.getTracer("shop"));
            assertThat(flushed(running.getSdkTracerProvider().forceFlush())).isTrue();
        } else {
            for (String line = lines.next(); line != null; line = lines.next()) {
                running.getLogsBridge()
                        .get("shop")
                        .logRecordBuilder()
                        .setBody(line)
                        .emit();
            }
            assertThat(flushed(running.getSdkLoggerProvider().forceFlush())).isTrue();
        }
        assertThat(taken.get()).isEqualTo(lines.count());
    }

    private static void sendSpans(Lines lines, Tracer tracer) {
        Context parent = Context.root();
        int ofTrace = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            Span span = tracer.spanBuilder("GET /" + line)
                    .setParent(parent)
                    .setSpanKind(SpanKind.SERVER)
                    .setAttribute("http.request.method", "GET")
                    .setAttribute("url.path", "/" + line)
                    .setAttribute("http.response.status_code", 200)
                    .startSpan();
            span.end();
            ofTrace = (ofTrace + 1) % SPANS_OF_A_TRACE;
            if (ofTrace == 0) {
                parent = Context.root();
            } else if (ofTrace == 1) {
                parent = Context.root().with(span);
            }
        }
    }

    private static boolean flushed(CompletableResultCode result) {
        return result.join(PATIENCE_SECONDS, TimeUnit.SECONDS).isSuccess();
    }

    @Override
    public long repeated() {
        return repeated.get();
    }

    @Override
    public void close() {
        if (sdk != null) {
            sdk.close();
        }
    }

    private CompletableResultCode untilTaken(int size, Supplier<CompletableResultCode> attempt) {
        while (!attempt.get().join(PATIENCE_SECONDS, TimeUnit.SECONDS).isSuccess()) {
            repeated.addAndGet(size);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        taken.addAndGet(size);
        return CompletableResultCode.ofSuccess();
    }

    private final class UntilTakenLogs implements LogRecordExporter {
        private final LogRecordExporter exporter;

        private UntilTakenLogs(LogRecordExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<LogRecordData> logs) {
            return untilTaken(logs.size(), () -> exporter.export(logs));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    private final class UntilTakenSpans implements SpanExporter {
        private final SpanExporter exporter;

        private UntilTakenSpans(SpanExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return untilTaken(spans.size(), () -> exporter.export(spans));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
