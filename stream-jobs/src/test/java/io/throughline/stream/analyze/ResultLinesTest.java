package io.throughline.stream.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Risk;
import io.throughline.core.model.Vantage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lines themselves, to the byte: people compare the files of two runs. */
class ResultLinesTest {
    private static final Instant NOON = Instant.parse("2023-01-29T12:00:00Z");
    private static final Evidence WITH_FLOW = new Evidence("e1", "f1", "a.log", 12);
    private static final Evidence WITHOUT = new Evidence("e2", null, "a.log", 99);

    @Test
    void writesAnAlertThatIsNotScored() throws IOException {
        assertThat(text(ResultLines.alert(alert()))).isEqualTo("""
                        {"id":"a-1","rule":"new-edge","rule_version":2,"severity":"high","title":"a calls b",\
                        "time":"2023-01-29T12:00:00.000Z","window_start":"2023-01-29T12:00:00.000Z",\
                        "window_end":"2023-01-29T12:00:01.500Z","entity":{"peer":"b","service.name":"a"},\
                        "expected":"no call","seen":"3 calls","technique":["T1021"],"tags":[],\
                        "evidence":[{"event":"e1","flow":"f1","file":"a.log","offset":12},\
                        {"event":"e2","file":"a.log","offset":99}],"count":3}""");
    }

    @Test
    void writesTheRiskOfAnAlertBeforeItsEvidence() throws IOException {
        Risk risk = new Risk(
                42,
                List.of(new Risk.Factor("confidence", 0.6, "as its rule says")),
                "a-0",
                2,
                List.of(new Risk.Related("a-0", "payload", "x sends sql")),
                "known");

        assertThat(text(ResultLines.alert(alert().scored(List.of("T1021"), List.of("OWASP:API1:2023"), risk))))
                .contains("""
                        "tags":["OWASP:API1:2023"],"risk":42,\
                        "risk_factors":[{"name":"confidence","value":0.6,"reason":"as its rule says"}],\
                        "group":"a-0","group_size":2,\
                        "related":[{"id":"a-0","rule":"payload","title":"x sends sql"}],"suppressed":"known",\
                        "evidence":[""");
    }

    @Test
    void writesTheRiskOfAnEntity() throws IOException {
        EntityRisk risk = new EntityRisk(
                "service",
                "orders",
                NOON,
                12.5,
                Duration.ofHours(6),
                3,
                List.of(new EntityRisk.Part("a-1", "new-edge", "a calls b", 10)));

        assertThat(text(ResultLines.risk(risk))).isEqualTo("""
                        {"kind":"service","name":"orders","time":"2023-01-29T12:00:00.000Z","risk":12.5,\
                        "half_life_s":21600,"alerts":3,\
                        "top":[{"alert":"a-1","rule":"new-edge","title":"a calls b","risk":10.0}]}""");
    }

    @Test
    void writesOfAContainerWhatIsKnown() throws IOException {
        ContainerVersion version = new ContainerVersion(
                "k",
                NOON,
                NOON,
                NOON.plusSeconds(1),
                Action.STARTED,
                "node-1",
                "orders",
                null,
                "orders-1",
                null,
                null,
                List.of("privileged"),
                NOON,
                null,
                null,
                null,
                null);

        assertThat(text(ResultLines.container(version))).isEqualTo("""
                        {"state":"started","since":"2023-01-29T12:00:00.000Z","from":"2023-01-29T12:00:00.000Z",\
                        "seen":"2023-01-29T12:00:01.000Z","host":"node-1","service":"orders","name":"orders-1",\
                        "privileges":["privileged"],"first_log":"2023-01-29T12:00:00.000Z"}""");
    }

    @Test
    void writesTheRecordsThatShowAFinding() throws IOException {
        Finding finding = new Finding(
                "f-1",
                "payload-sql",
                1,
                Alert.Severity.CRITICAL,
                NOON,
                Map.of("service.name", "orders", "part", "query"),
                "a quote",
                0.9,
                List.of(),
                List.of("CWE-89"),
                List.of(new Finding.Seen("r-1", WITH_FLOW), new Finding.Seen("e2", WITHOUT)));

        assertThat(text(ResultLines.finding(finding))).isEqualTo("""
                        {"id":"f-1","rule":"payload-sql","time":"2023-01-29T12:00:00.000Z",\
                        "entity":{"part":"query","service.name":"orders"},"reason":"a quote","severity":"critical",\
                        "confidence":0.9,"technique":[],"tags":["CWE-89"],\
                        "evidence":[{"id":"r-1","event":"e1","flow":"f1","file":"a.log","offset":12},\
                        {"id":"e2","event":"e2","file":"a.log","offset":99}]}""");
    }

    @Test
    void writesTheHopsOfAFlowWithOtherCallersWhereThereMayBeSome() throws IOException {
        Flow flow = new Flow(
                "f1",
                null,
                NOON,
                NOON.plusMillis(3),
                "orders",
                null,
                200,
                false,
                List.of("orders"),
                List.of(hop("h1", List.of(), null), hop("h2", List.of(new FlowHop.Other("h3", 0.25)), 500)),
                2,
                0,
                true);

        assertThat(text(ResultLines.flow(flow))).isEqualTo("""
                        {"id":"f1","start":"2023-01-29T12:00:00.000Z","duration_us":3000,"root_service":"orders",\
                        "status":200,"failed":false,"services":["orders"],"lines":2,"dropped_hops":0,"closed":true,\
                        "hops":[{"id":"h1","method":"inference","confidence":0.5,"vantage":"inbound",\
                        "service":"orders","host":"node-1","start":"2023-01-29T12:00:00.000Z","duration_us":2000,\
                        "failed":false,"events":["e1"]},\
                        {"id":"h2","method":"inference","confidence":0.5,\
                        "others":[{"parent":"h3","confidence":0.25}],"vantage":"inbound",\
                        "service":"orders","host":"node-1","start":"2023-01-29T12:00:00.000Z","duration_us":2000,\
                        "status":500,"failed":false,"events":["e1"]}]}""");
    }

    private static FlowHop hop(String id, List<FlowHop.Other> others, @Nullable Integer status) {
        return new FlowHop(
                id,
                null,
                FlowHop.EdgeEvidence.INFERENCE,
                0.5,
                others,
                Vantage.INBOUND,
                "orders",
                null,
                "node-1",
                null,
                null,
                null,
                NOON,
                Duration.ofMillis(2),
                status,
                false,
                List.of("e1"));
    }

    private static Alert alert() {
        return new Alert(
                "a-1",
                "new-edge",
                2,
                Alert.Severity.HIGH,
                "a calls b",
                NOON,
                NOON,
                NOON.plusMillis(1_500),
                Map.of("service.name", "a", "peer", "b"),
                "no call",
                "3 calls",
                List.of("T1021"),
                List.of(WITH_FLOW, WITHOUT),
                3);
    }

    private static String text(ResultLine line) {
        return new String(line.json(), StandardCharsets.UTF_8);
    }
}
