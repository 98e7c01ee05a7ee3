package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private final Random random = new Random(7);

    @Test
    void theReceiverIsAChildOfTheSender() {
        TraceContext sent = TraceContext.newTrace(random).child(random);

        TraceContext received = TraceContext.received(sent.traceparent(), random);

        assertThat(sent.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(received.traceId()).isEqualTo(sent.traceId());
        assertThat(received.parentSpanId()).isEqualTo(sent.spanId());
        assertThat(received.spanId()).isNotEqualTo(sent.spanId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01", "01-1-2-3"})
    void startsATraceWhereTheHeaderIsNotOne(String header) {
        assertThat(TraceContext.received(header, random).parentSpanId()).isNull();
    }

    @Test
    void startsATraceWithoutAHeader() {
        TraceContext one = TraceContext.received(null, random);
        TraceContext other = TraceContext.received(null, random);

        assertThat(one.parentSpanId()).isNull();
        assertThat(one.traceId()).hasSize(32).isNotEqualTo(other.traceId());
    }
}
