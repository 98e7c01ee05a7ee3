package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.LatencyHistogram;
import java.io.IOException;
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
    void anAlertStaysInThePartitionOfItsWindow() {
        assertThat(AlertDocument.of(alert("a-1", MINUTE.plusSeconds(61))).index())
                .isEqualTo(AlertDocument.of(alert("a-1", MINUTE)).index())
                .isEqualTo("throughline-alerts-2023.01.29");
    }

    @Test
    void readsBackAnApisMinute() throws IOException {
        ApiMinute minute = new ApiMinute(
                "orders", "GET", "/orders/{id}", MINUTE, 5, 1, latency(), Map.of("gateway", 4L, "10.0.0.1", 1L));
        IndexDocument document = ApiMinuteDocument.of(minute);

        assertThat(ApiMinuteDocument.read(MAPPER.readTree(document.json()))).isEqualTo(minute);
        assertThat(document.index()).isEqualTo("throughline-reports-2023.01.29");
        assertThat(document.version()).isEqualTo(5);
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
