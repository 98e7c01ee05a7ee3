package io.throughline.stream;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.stream.correlate.FlowPart;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes flow parts for tests: times in milliseconds from {@link #BEGIN}. */
public final class Parts {
    public static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private Parts() {}

    public static Instant at(long millis) {
        return BEGIN.plusMillis(millis);
    }

    /** A line written within a span. */
    public static FlowPart line(String event, String service, @Nullable String span, long millis) {
        return part(event, service, new Correlation("t1", span, null, null), millis, null);
    }

    public static FlowPart inbound(
            String event, String service, String span, @Nullable String parent, long start, long end) {
        return hop(event, Vantage.INBOUND, service, null, span, parent, start, end);
    }

    public static FlowPart outbound(
            String event, String service, @Nullable String peer, String span, String parent, long start, long end) {
        return hop(event, Vantage.OUTBOUND, service, peer, span, parent, start, end);
    }

    private static FlowPart hop(
            String event,
            Vantage vantage,
            String service,
            @Nullable String peer,
            String span,
            @Nullable String parent,
            long start,
            long end) {
        Hop hop = new Hop(
                "hop-" + event,
                vantage,
                service,
                service + "-1",
                at(start),
                Duration.ofMillis(end - start),
                "GET /things",
                peer,
                null,
                "GET",
                "/things",
                200,
                null,
                null,
                null,
                null,
                null);
        return part(event, service, new Correlation("t1", span, parent, null), end, hop);
    }

    private static FlowPart part(
            String event, String service, Correlation correlation, long millis, @Nullable Hop hop) {
        return new FlowPart(
                EdgeEvidence.TRACE,
                event,
                service + ".log",
                millis,
                at(millis),
                service,
                service + "-1",
                "host-" + service,
                correlation.spanId(),
                correlation.parentSpanId(),
                hop,
                false,
                null,
                null);
    }
}
