package io.throughline.stream.correlate;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Correlation;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.stream.Harness;
import java.util.Map;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResolveRequestFunctionTest {
    private static final CorrelateConfig CONFIG = CorrelateConfig.from(new Settings(Map.of()));

    private KeyedTwoInputStreamOperatorTestHarness<String, LogEvent, RequestTrace, CorrelatedEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harness.of(
                new ResolveRequestFunction(CONFIG),
                event -> String.valueOf(event.correlation().requestId()),
                RequestTrace::requestId,
                CorrelatedEvent.class);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void event(String id, String request, long millis) throws Exception {
        harness.processElement1(
                new LogEvent(
                        id,
                        "file",
                        millis,
                        at(millis),
                        "shop",
                        Origin.ofHost("h"),
                        null,
                        null,
                        null,
                        "words",
                        new Correlation(null, null, null, request),
                        null,
                        Map.of()),
                at(millis).toEpochMilli());
    }

    private void trace(String request, String trace, long millis) throws Exception {
        harness.processElement2(
                new RequestTrace(request, trace, at(millis)), at(millis).toEpochMilli());
    }

    private void watermark(long millis) throws Exception {
        harness.processBothWatermarks(new Watermark(at(millis).toEpochMilli()));
    }

    @Test
    void findsTheTraceThatAnotherRecordTellsBeforeOrAfter() throws Exception {
        event("before", "r1", 0);
        trace("r1", "t1", 500);
        event("after", "r1", 1_000);
        watermark(20_000);

        assertThat(harness.extractOutputValues())
                .allSatisfy(found -> {
                    assertThat(found.flow()).isEqualTo("t1");
                    assertThat(found.evidence()).isEqualTo(EdgeEvidence.REQUEST_ID);
                })
                .extracting(found -> found.event().id())
                .containsExactly("before", "after");
    }

    @Test
    void givesARequestThatNoTraceKnowsAFlowOfItsOwn() throws Exception {
        event("lonely", "r1", 0);
        trace("r2", "t2", 0);
        watermark(9_999);
        assertThat(harness.extractOutputValues()).isEmpty();

        watermark(10_000);
        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(found -> assertThat(found.flow()).isEqualTo("req-r1"));
    }

    @Test
    void takesTheEarliestOfSeveralTracesInWhateverOrderTheyCome() throws Exception {
        trace("r1", "late", 900);
        trace("r1", "early", 100);
        event("a", "r1", 1_000);
        watermark(20_000);

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(found -> assertThat(found.flow()).isEqualTo("early"));
    }

    @Test
    void leavesNothingBehind() throws Exception {
        event("a", "r1", 0);
        trace("r1", "t1", 0);
        watermark(24L * 3600 * 1000);

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
