package io.throughline.ingest.receive.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.source.RecordTime;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.MemoryIntake;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyslogRecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String HEADER = "<27>1 2026-11-22T09:59:59.5Z web1 cart 77 ID47 [origin@1 ip=\"10.0.0.1\"] ";

    private final SyslogRecords records = new SyslogRecords(ZoneOffset.UTC, () -> NOW);

    @Test
    void saysInEcsWhatTheSenderSaid() {
        JsonNode json = MemoryIntake.read(read(HEADER + "no disk").value());

        assertThat(json.properties())
                .extracting(Map.Entry::getKey, member -> member.getValue().asText())
                .containsExactly(
                        member("@timestamp", "2026-11-22T09:59:59.500Z"),
                        member("log.level", "err"),
                        member("host.name", "web1"),
                        member("service.name", "cart"),
                        member("process.pid", "77"),
                        member("log.syslog.facility.name", "daemon"),
                        member("log.syslog.severity.name", "err"),
                        member("log.syslog.msgid", "ID47"),
                        member("log.source.address", "10.0.0.9"),
                        member("log.syslog.structured_data.origin@1.ip", "10.0.0.1"),
                        member("message", "no disk"));
    }

    @Test
    void becomesAnEventOfItsHostAndService() {
        LogEvent event = event(HEADER + "no disk");

        assertThat(event.timestamp()).isEqualTo("2026-11-22T09:59:59.500Z");
        assertThat(event.level()).isEqualTo("ERROR");
        assertThat(event.service()).isEqualTo("cart");
        assertThat(event.origin().host()).isEqualTo("web1");
        assertThat(event.message()).isEqualTo("no disk");
        assertThat(event.labels())
                .containsEntry("process.pid", "77")
                .containsEntry("log.syslog.facility.name", "daemon")
                .containsEntry("log.syslog.structured_data.origin@1.ip", "10.0.0.1");
    }

    @Test
    void itsTextIsReadLikeAnyLine() {
        LogEvent json =
                event(HEADER + "{\"level\":\"debug\",\"trace_id\":\"4bf92f3577b34da6a3ce929d0e0e4736\",\"msg\":\"m\"}");
        LogEvent access = event("<13>Nov 22 10:00:00 web1 nginx: 10.0.0.1 - jane [22/Nov/2026:10:00:00 +0000]"
                + " \"GET /a HTTP/1.1\" 200 5");

        assertThat(json.level()).isEqualTo("DEBUG");
        assertThat(json.message()).isEqualTo("m");
        assertThat(json.correlation().traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(json.service()).isEqualTo("cart");
        assertThat(access.hop()).isNotNull().satisfies(hop -> {
            assertThat(hop.service()).isEqualTo("nginx");
            assertThat(hop.path()).isEqualTo("/a");
        });
    }

    @Test
    void datesAndNamesWhatDoesNotSaySoItself() {
        JsonNode json = MemoryIntake.read(read("just words").value());

        assertThat(json.get("@timestamp").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(json.get("host.name").asText()).isEqualTo("10.0.0.9");
        assertThat(json.get("log.level").asText()).isEqualTo("notice");
        assertThat(event("just words").level()).isEqualTo("INFO");
    }

    @Test
    void itsTimeIsFoundAtAGlance() {
        byte[] value = read(HEADER + "no disk").value();

        assertThat(RecordTime.peekMillis(value, 0, value.length))
                .isEqualTo(Instant.parse("2026-11-22T09:59:59.5Z").toEpochMilli());
    }

    @Test
    void marksWhatWasCut() {
        byte[] bytes = "<13>beginning".getBytes(StandardCharsets.UTF_8);
        JsonNode json = MemoryIntake.read(
                records.read(bytes, bytes.length, 70_000, "10.0.0.9").value());

        assertThat(json.get("throughline.frame_length").asInt()).isEqualTo(70_000);
        assertThat(json.get("message").asText()).isEqualTo("beginning");
    }

    @Test
    void boundsTheHostsName() {
        SyslogRecords.HostRecord record = read("<13>1 - " + "h\u0000\u200e".repeat(200) + " - - - - m");

        assertThat(record.host()).hasSize(255).startsWith("h__h__").doesNotContain("\u0000");
    }

    @Test
    void staysBelowTheLongestRecordWhateverTheBytesAre() {
        byte[] zeros = new byte[128 << 10];
        zeros[0] = 'a';

        assertThat(records.read(zeros, zeros.length, zeros.length, "10.0.0.9").value())
                .hasSizeLessThan(Chunk.MAX_RECORD_BYTES);
    }

    private LogEvent event(String text) {
        SyslogRecords.HostRecord record = read(text);
        RawRecord raw = new RawRecord("syslog:" + record.host(), 0, record.value(), Origin.ofHost(record.host()));
        return (LogEvent) new Normaliser(ParseLimits.DEFAULTS).normalise(raw);
    }

    private SyslogRecords.HostRecord read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return records.read(bytes, bytes.length, bytes.length, "10.0.0.9");
    }

    private static org.assertj.core.groups.Tuple member(String name, String value) {
        return org.assertj.core.api.Assertions.tuple(name, value);
    }
}
