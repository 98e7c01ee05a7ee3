package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans, of whichever tracing system, are hops. */
class SpanTest {
    @ParameterizedTest
    @ValueSource(
            strings = {GatewaySamples.JAEGER, GatewaySamples.ZIPKIN, GatewaySamples.OTLP, GatewaySamples.OTLP_SPAN})
    void makesAHopOfAServersSpan(String record) {
        LogEvent event = Records.event(record);
        Hop hop = Objects.requireNonNull(event.hop());

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.112Z");
        assertThat(event.service()).isEqualTo("orders");
        assertThat(event.correlation().traceId()).isEqualTo(GatewaySamples.TRACE);
        assertThat(event.correlation().spanId()).isEqualTo(GatewaySamples.SPAN);
        assertThat(event.correlation().parentSpanId()).isEqualTo("95b8f374e549297f");
        assertThat(hop.vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(hop.start()).isEqualTo("2026-11-22T10:00:00.100Z");
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(hop.operation()).isEqualToIgnoringCase("GET /orders/{id}");
        assertThat(hop.method()).isEqualTo("GET");
        assertThat(hop.path()).isEqualTo("/orders/10045");
        assertThat(hop.status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {GatewaySamples.JAEGER, GatewaySamples.OTLP})
    void isOfTheHostThatTheSpanNames(String record) {
        assertThat(Records.event(record).origin().host()).isEqualTo("node7");
        assertThat(Records.event(record).level()).isEqualTo("ERROR");
    }

    @Test
    void readsIdsInBase64AndTimesInText() {
        LogEvent event = Records.event(GatewaySamples.JAEGER_KAFKA);
        Hop hop = Objects.requireNonNull(event.hop());

        assertThat(event.correlation().traceId()).isEqualTo(GatewaySamples.TRACE);
        assertThat(event.correlation().spanId()).isEqualTo(GatewaySamples.SPAN);
        assertThat(hop.vantage()).isEqualTo(Vantage.OUTBOUND);
        assertThat(hop.peer()).isEqualTo("stock");
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(12));
    }

    @Test
    void takesTheOtherEndOfAServersSpanForTheCaller() {
        assertThat(Objects.requireNonNull(Records.event(GatewaySamples.ZIPKIN).hop())
                        .peer())
                .isEqualTo("gateway");
    }

    @Test
    void takesSpansWithoutAKindForWorkWithinAService() {
        Hop hop = Objects.requireNonNull(Records.event(GatewaySamples.ZIPKIN.replace("\"kind\":\"SERVER\",", ""))
                .hop());

        assertThat(hop.vantage()).isEqualTo(Vantage.INTERNAL);
    }

    @Test
    void refusesSeveralSpansInOneRecordRatherThanLoseOne() {
        String two = GatewaySamples.OTLP.replace(
                GatewaySamples.OTLP_SPAN, GatewaySamples.OTLP_SPAN + "," + GatewaySamples.OTLP_SPAN);

        assertThat(Records.rejection(two)).startsWith("many-spans: ");
    }
}
