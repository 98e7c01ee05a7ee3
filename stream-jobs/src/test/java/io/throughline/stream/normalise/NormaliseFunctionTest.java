package io.throughline.stream.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.mask.MaskConfig;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.ParseLimits;
import io.throughline.stream.Harness;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class NormaliseFunctionTest {
    private OneInputStreamOperatorTestHarness<RawRecord, LogEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, LogEvent> harness() throws Exception {
        return Harness.typed(
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(
                        new NormaliseFunction(ParseLimits.from(new Settings(Map.of())), MaskConfig.DEFAULTS, true))),
                LogEvent.class);
    }

    private static RawRecord record(String source, long offset) {
        byte[] line = "2026-03-01T10:00:00Z INFO app.Main - fine".getBytes(StandardCharsets.UTF_8);
        return new RawRecord(source, offset, line, Origin.ofHost("h"));
    }

    private static void read(OneInputStreamOperatorTestHarness<RawRecord, LogEvent> by, String source, long... offsets)
            throws Exception {
        for (long offset : offsets) {
            by.processElement(record(source, offset), 0);
        }
    }

    @Test
    void takesARecordThatIsSentAgainOnce() throws Exception {
        read(harness, "a", 0, 40, 80, 40, 80, 120);

        assertThat(harness.extractOutputValues()).extracting(LogEvent::offset).containsExactly(0L, 40L, 80L, 120L);
    }

    @Test
    void takesARecordThatNamesItselfOnceWhereverItIs() throws Exception {
        byte[] named =
                "{\"time\":\"2026-03-01T10:00:00Z\",\"event.id\":\"8e0d73f8-4f0c-4b7c-a2af-f4c5a7d1c6e2\",\"message\":\"m\"}"
                        .getBytes(StandardCharsets.UTF_8);
        harness.processElement(RawRecord.ofPartition("throughline.raw", 0, 5, named), 0);
        harness.processElement(RawRecord.ofPartition("throughline.raw", 0, 9, named), 0);
        harness.processElement(RawRecord.ofPartition("throughline.raw", 1, 2, named), 0);

        assertThat(harness.extractOutputValues()).extracting(LogEvent::offset).containsExactly(5L);
    }

    @Test
    void keepsSourcesApart() throws Exception {
        read(harness, "a", 100);
        read(harness, "b", 0, 50);

        assertThat(harness.extractOutputValues()).hasSize(3);
    }

    @Test
    void knowsAfterARestoreWhatWasThereBefore() throws Exception {
        read(harness, "a", 0, 40);
        read(harness, "b", 7);
        var snapshot = harness.snapshot(1, 1);
        try (OneInputStreamOperatorTestHarness<RawRecord, LogEvent> restored = harness()) {
            restored.initializeState(snapshot);
            restored.open();
            read(restored, "a", 40, 80);
            read(restored, "b", 7, 9);

            assertThat(restored.extractOutputValues())
                    .extracting(LogEvent::offset)
                    .containsExactly(80L, 9L);
        }
    }

    @Test
    void setsAsideWhatCannotBeReadAndGoesOn() throws Exception {
        harness.processElement(new RawRecord("a", 0, new byte[200], Origin.ofHost("h")), 0);
        read(harness, "a", 201);

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.getSideOutput(NormaliseFunction.REJECTED))
                .singleElement()
                .satisfies(rejected -> assertThat(rejected.getValue().reason()).startsWith("binary: "));
    }

    private static RawRecord request(String json) {
        return request(json, 0);
    }

    private static RawRecord request(String json, long offset) {
        Origin gateway = new Origin("h", "gateway", null, null, null, null, null, "http");
        return new RawRecord("requests", offset, json.getBytes(StandardCharsets.UTF_8), gateway);
    }

    @Test
    void findsAnAttackThatAMaskHidesAndLetsOnlyItsVerdictGoOn() throws Exception {
        harness.processElement(
                request("{\"id\":\"r-1\",\"method\":\"POST\",\"path\":\"/login\",\"query\":null,\"status\":401,"
                        + "\"time\":\"2026-03-01T10:00:00Z\",\"source_ip\":\"10.0.0.9\","
                        + "\"headers\":{\"Authorization\":\"Bearer abcdefghijklmnopqrstuv\"},"
                        + "\"body\":\"user=a&password=hunter2verysecret'+OR+1=1--\"}"),
                0);

        assertThat(harness.getSideOutput(NormaliseFunction.FINDINGS))
                .singleElement()
                .extracting(found -> found.getValue())
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo("payload-sql-injection");
                    assertThat(finding.reason()).startsWith("body field password closes a string and adds OR");
                    assertThat(finding.reason()).doesNotContain("hunter2verysecret");
                    assertThat(finding.evidence().getFirst().record()).isEqualTo("r-1");
                    assertThat(finding.entity()).containsEntry("url.template", "/login");
                });
        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(event ->
                        assertThat(event.toString()).doesNotContain("hunter2verysecret", "abcdefghijklmnopqrstuv"));
    }

    @Test
    void findsNothingInAnOrdinaryRequest() throws Exception {
        harness.processElement(
                request(
                        "{\"id\":\"r-2\",\"method\":\"GET\",\"path\":\"/items\",\"query\":\"q=red+shoes\",\"headers\":{}}"),
                0);

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.getSideOutput(NormaliseFunction.FINDINGS)).isNullOrEmpty();
    }

    @Test
    void setsAsideALineThatIsNoRequest() throws Exception {
        harness.processElement(request("{\"id\":\"r-3\",\"path\":\"/items\"}"), 0);
        harness.processElement(request("GET / HTTP/1.1", 40), 0);

        assertThat(harness.getSideOutput(NormaliseFunction.REJECTED))
                .extracting(rejected -> rejected.getValue().reason())
                .allSatisfy(reason -> assertThat(reason).startsWith("bad-request: "))
                .hasSize(2);
    }
}
