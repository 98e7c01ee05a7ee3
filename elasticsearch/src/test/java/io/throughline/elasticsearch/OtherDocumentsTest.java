package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.model.Risk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts and minutes: what is written is read back, under ids and partitions that do not move. */
class OtherDocumentsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant MINUTE = Instant.parse("2023-01-29T23:59:00Z");

    @Test
    void readsBackAnAlert() throws IOException {
        Alert alert = alert("a-1", MINUTE.plusSeconds(61));
        IndexDocument document = AlertDocument.of(alert);

        assertThat(AlertDocument.read(MAPPER.readTree(document.json()))).isEqualTo(alert);
        assertThat(document.version()).isEqualTo(alert.revision());
    }

    @Test
    void anAlertsDocumentIsTheSameToTheByte() {
        Risk risk = new Risk(
                42,
                List.of(new Risk.Factor("confidence", 0.6, "as its rule says")),
                "a-0",
                2,
                List.of(new Risk.Related("a-0", "payload", "x sends sql")),
                null);
        Alert alert = alert("a-1", MINUTE).of(0.6, List.of()).scored(List.of("T1021"), List.of("CWE-89"), risk);

        assertThat(new String(AlertDocument.of(alert).json(), StandardCharsets.UTF_8))
                .isEqualTo("""
                        {"@timestamp":"2023-01-29T23:59:00.000Z","event.kind":"alert","throughline.alert.id":"a-1",\
                        "rule.id":"new-edge","throughline.rule.version":2,"throughline.alert.severity":"high",\
                        "message":"ts-a calls ts-b for the first time","service.name":"ts-a",\
                        "throughline.alert.window_start":"2023-01-29T23:59:00.000Z",\
                        "throughline.alert.window_end":"2023-01-30T00:00:00.000Z",\
                        "throughline.alert.entity":{"peer":"ts-b","service.name":"ts-a"},\
                        "throughline.alert.expected":"no call","throughline.alert.seen":"3 calls",\
                        "threat.technique.id":["T1021"],"throughline.alert.count":3,\
                        "throughline.alert.confidence":0.6,"throughline.alert.tags":["CWE-89"],\
                        "throughline.alert.follows":true,"throughline.alert.risk":42,\
                        "throughline.alert.risk_factors":[{"name":"confidence","value":0.6,"reason":"as its rule says"}],\
                        "throughline.alert.group":"a-0","throughline.alert.group_size":2,\
                        "throughline.alert.related":[{"id":"a-0","rule":"payload","title":"x sends sql"}],\
                        "throughline.alert.evidence":[{"event":"e1","flow":"f1","source":"s","offset":12},\
                        {"event":"e2","source":"s","offset":13}]}""");
    }

    @Test
    void anEntitysRiskIsTheSameToTheByte() {
        EntityRisk risk = new EntityRisk(
                "service",
                "orders",
                MINUTE,
                12.5,
                Duration.ofHours(6),
                3,
                List.of(new EntityRisk.Part("a-1", "new-edge", "a calls b", 10)));

        assertThat(new String(EntityRiskDocument.of(risk).json(), StandardCharsets.UTF_8))
                .startsWith("""
                        {"@timestamp":"2023-01-29T23:59:00.000Z","throughline.entity.kind":"service",\
                        "throughline.entity.name":"orders",""")
                .endsWith("""
                        "throughline.risk.score":12.5,"throughline.risk.half_life_ms":21600000,\
                        "throughline.risk.alerts":3,\
                        "throughline.risk.top":[{"alert":"a-1","rule":"new-edge","title":"a calls b","risk":10.0}]}""");
    }

    @Test
    void anAlertStaysInThePartitionOfItsWindow() {
        assertThat(AlertDocument.of(alert("a-1", MINUTE.plusSeconds(61))).index())
                .isEqualTo(AlertDocument.of(alert("a-1", MINUTE)).index())
                .isEqualTo("throughline-alerts-2023.01.29");
    }

    @Test
    void readsBackAnApisMinute() throws IOException {
        ApiMinute minute = new ApiMinute(
                "orders", "GET", "/orders/{id}", MINUTE, 5, 1, latency(), Map.of("gateway", 4L, "10.0.0.1", 1L), 10);
        IndexDocument document = ApiMinuteDocument.of(minute);

        assertThat(ApiMinuteDocument.read(MAPPER.readTree(document.json()))).isEqualTo(minute);
        assertThat(document.index()).isEqualTo("throughline-reports-2023.01.29");
        assertThat(document.version()).isEqualTo(10);
    }

    @Test
    void readsBackAnEdgesMinute() throws IOException {
        EdgeMinute minute = new EdgeMinute("gateway", "orders", MINUTE, 3, 0, latency());
        IndexDocument document = EdgeMinuteDocument.of(minute);

        assertThat(EdgeMinuteDocument.read(MAPPER.readTree(document.json()))).isEqualTo(minute);
        assertThat(document.index()).isEqualTo("throughline-map-2023.01.29");
    }

    @Test
    void namesThatRunIntoEachOtherStillHaveIdsOfTheirOwn() {
        assertThat(EdgeMinuteDocument.of(new EdgeMinute("a", "bc", MINUTE, 1, 0, latency()))
                        .id())
                .isNotEqualTo(EdgeMinuteDocument.of(new EdgeMinute("ab", "c", MINUTE, 1, 0, latency()))
                        .id());
    }

    @Test
    void anIdOfAnyLengthAndContentBecomesAShortOne() {
        assertThat(DocumentIds.safe("req-4711.a:b_c")).isEqualTo("req-4711.a:b_c");
        assertThat(DocumentIds.safe("x".repeat(100_000))).hasSizeLessThan(64);
        assertThat(DocumentIds.safe("_all")).startsWith("h").hasSizeGreaterThan(32);
        assertThat(DocumentIds.safe("a b")).isNotEqualTo(DocumentIds.safe("a\tb"));
    }

    private static LatencyHistogram latency() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(1_000);
        histogram.add(1_000);
        histogram.add(250_000);
        return histogram;
    }

    private static Alert alert(String id, Instant time) {
        return new Alert(
                id,
                "new-edge",
                2,
                Alert.Severity.HIGH,
                "ts-a calls ts-b for the first time",
                time,
                MINUTE,
                MINUTE.plusSeconds(60),
                Map.of("service.name", "ts-a", "peer", "ts-b"),
                "no call",
                "3 calls",
                List.of("T1021"),
                List.of(new Evidence("e1", "f1", "s", 12), new Evidence("e2", null, "s", 13)),
                3);
    }
}
