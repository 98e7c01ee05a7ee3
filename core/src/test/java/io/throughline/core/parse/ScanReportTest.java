package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A scanner's report becomes one event about the image: what is known of it, since when. */
class ScanReportTest {
    @Test
    void tellsOfTheImageThatTrivyScanned() {
        LogEvent event = Records.event(GatewaySamples.TRIVY);

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.123Z");
        assertThat(event.message()).isEqualTo("Trivy 0.70.0 found 2 critical, 1 high, 1 unknown in shop/orders:1");
        assertThat(event.hop()).isNull();
        assertThat(event.origin().image()).isEqualTo("shop/orders:1");
        assertThat(event.origin().containerId()).isNull();
        assertThat(event.labels())
                .containsEntry("container.image.hash.all", "sha256:" + "a".repeat(64))
                .containsEntry("container.image.tag", "1")
                .containsEntry("throughline.scan.image_id", "sha256:" + "b".repeat(64))
                .containsEntry("throughline.scan.system", "debian 13.1")
                .containsEntry("vulnerability.scanner.vendor", "Trivy")
                .containsEntry("vulnerability.report_id", "017b7d41-e09f-7000-80ea-000000000001")
                .containsEntry("vulnerability.severity", "critical")
                .containsEntry("vulnerability.id", "CVE-2026-0001, CVE-2026-0002")
                .containsEntry("throughline.vulnerabilities.critical", "2")
                .containsEntry("throughline.vulnerabilities.high", "1")
                .containsEntry("throughline.vulnerabilities.medium", "0")
                .containsEntry("throughline.vulnerabilities.fixable", "1")
                .containsEntry("event.kind", "state");
    }

    @Test
    void isReadTheSameWhereItIsPrintedOnManyLines() {
        String pretty = GatewaySamples.TRIVY.replace(",", ",\n  ").replace("{", "{\n  ");

        assertThat(Records.event(pretty)).isEqualTo(Records.event(GatewaySamples.TRIVY));
    }

    @Test
    void tellsOfTheImageThatTheOperatorScanned() {
        LogEvent event = Records.event(GatewaySamples.TRIVY_OPERATOR);

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(event.origin().image()).isEqualTo("registry.example/shop/orders:1");
        assertThat(event.labels())
                .containsEntry("vulnerability.id", "CVE-2026-0001")
                .containsEntry("observer.version", "0.70.0")
                .containsEntry("throughline.scan.image_id", "sha256:" + "b".repeat(64));
    }

    @Test
    void tellsOfTheImageThatGrypeScanned() {
        LogEvent event = Records.event(GatewaySamples.GRYPE);

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.5Z");
        assertThat(event.message()).isEqualTo("Grype 0.99.0 found 1 critical, 1 negligible in shop/orders:1");
        assertThat(event.labels())
                .containsEntry("vulnerability.id", "CVE-2026-0001")
                .containsEntry("container.image.hash.all", "sha256:" + "c".repeat(64) + ", sha256:" + "a".repeat(64))
                .containsEntry("throughline.vulnerabilities.negligible", "1")
                .containsEntry("throughline.vulnerabilities.fixable", "1");
    }

    @Test
    void saysThatNothingWasFound() {
        LogEvent event = Records.event(
                "{\"SchemaVersion\":2,\"CreatedAt\":\"2026-11-22T10:00:00Z\",\"ArtifactName\":\"a:1\","
                        + "\"ArtifactType\":\"container_image\",\"Metadata\":{},\"Results\":[{\"Target\":\"a\",\"Vulnerabilities\":null}]}");

        assertThat(event.message()).isEqualTo("Trivy found nothing in a:1");
        assertThat(event.labels())
                .containsEntry("throughline.vulnerabilities.critical", "0")
                .doesNotContainKeys("vulnerability.severity", "vulnerability.id");
    }

    @Test
    void namesNoImageWhereAFolderWasScanned() {
        LogEvent event =
                Records.event("{\"SchemaVersion\":2,\"CreatedAt\":\"2026-11-22T10:00:00Z\",\"ArtifactName\":\"src\","
                        + "\"ArtifactType\":\"filesystem\",\"Results\":[]}");

        assertThat(event.origin().image()).isNull();
        assertThat(event.labels()).containsEntry("throughline.scan.artifact", "src");
    }

    /** Before 0.47 Trivy did not write when it scanned. */
    @Test
    void needsAnEnvelopeForItsTimeWhereItTellsNone() {
        String undated = GatewaySamples.TRIVY.replace("\"CreatedAt\":\"2026-11-22T10:00:00.123Z\",", "");

        assertThat(Records.rejection(undated)).startsWith("no-time: ");
        assertThat(Records.event(Records.docker(undated.replace("\"", "\\\""))).message())
                .startsWith("Trivy 0.70.0 found 2 critical");
    }

    @Test
    void countsAllOfALongReportAndListsWhatALabelHolds() {
        StringBuilder found = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            found.append(i == 0 ? "" : ",")
                    .append("{\"VulnerabilityID\":\"CVE-2026-")
                    .append(10_000 + i)
                    .append("\",\"PkgName\":\"a\",\"Severity\":\"CRITICAL\",\"Title\":\"")
                    .append("x".repeat(100))
                    .append("\"}");
        }
        LogEvent event =
                Records.event("{\"SchemaVersion\":2,\"CreatedAt\":\"2026-11-22T10:00:00Z\",\"ArtifactName\":\"a:1\","
                        + "\"Results\":[{\"Vulnerabilities\":[" + found + "]}]}");
        String ids = Objects.requireNonNull(event.labels().get("vulnerability.id"));

        assertThat(event.labels()).containsEntry("throughline.vulnerabilities.critical", "5000");
        assertThat(ids)
                .hasSizeLessThanOrEqualTo(1024)
                .endsWith(String.valueOf(10_000 + ids.split(", ", -1).length - 1));
        assertThat(event.labels())
                .containsEntry(
                        "throughline.vulnerabilities.critical_left_out",
                        String.valueOf(5000 - ids.split(", ", -1).length));
    }

    @Test
    void isRejectedWhereItIsLongerThanARecordMayBe() {
        byte[] value = new byte[ParseLimits.DEFAULTS.maxRecordBytes() + 1];
        byte[] start = GatewaySamples.TRIVY.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, value, 0, start.length);

        assertThat(Records.rejection(new RawRecord("a", 0, value, Records.ORIGIN)))
                .startsWith("too-long: ");
    }
}
