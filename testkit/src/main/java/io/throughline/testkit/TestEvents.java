package io.throughline.testkit;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Log events for tests: say what matters, the rest is plausible. Every event has an offset, and so an id, of its own. */
public final class TestEvents {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private long offset;
    private String source = "host-1/app.log";
    private Instant time = NOON;
    private String service = "shop";
    private @Nullable String level = "INFO";
    private @Nullable String logger;
    private String message = "hello";
    private Correlation correlation = Correlation.NONE;
    private @Nullable Hop hop;
    private final Map<String, String> labels = new HashMap<>();

    private TestEvents(long offset) {
        this.offset = offset;
    }

    /** An event whose offset, and with it its id, is {@code offset}. */
    public static TestEvents event(long offset) {
        return new TestEvents(offset);
    }

    public TestEvents source(String value) {
        source = value;
        return this;
    }

    public TestEvents at(Instant value) {
        time = value;
        return this;
    }

    public TestEvents service(String value) {
        service = value;
        return this;
    }

    public TestEvents level(@Nullable String value) {
        level = value;
        return this;
    }

    public TestEvents logger(String value) {
        logger = value;
        return this;
    }

    public TestEvents message(String value) {
        message = value;
        return this;
    }

    public TestEvents trace(String traceId, String spanId) {
        correlation = new Correlation(traceId, spanId, null, null);
        return this;
    }

    public TestEvents hop(Hop value) {
        hop = value;
        return this;
    }

    public TestEvents label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    public LogEvent build() {
        String id = String.format("%016x%016x", source.hashCode() & 0xffffffffL, offset);
        return new LogEvent(
                id,
                source,
                offset,
                time,
                service,
                new Origin("host-1", service, null, service + "-1", null, null, null, null),
                level,
                logger,
                "main",
                message,
                correlation,
                hop,
                labels);
    }
}
