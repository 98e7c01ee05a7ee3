package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShipperEnvelopeTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String ID = "c9898099f6d235126d564ed38a020007ea7a6fac6e25e718de683c9dd0076c16";
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123456Z");
    private static final String KUBERNETES = "\"kubernetes\":{\"pod_name\":\"cart-5b67c48447-mv5hb\","
            + "\"namespace_name\":\"shop\",\"pod_id\":\"e9f2963f\",\"labels\":{\"app\":\"cart\"},\"host\":\"node7\","
            + "\"container_name\":\"cart\",\"docker_id\":\"" + ID + "\",\"container_image\":\"shop/cart:2\"}";

    @Test
    void readsTheLineOfAFluentBitRecord() {
        LogEvent event = fluentBit("{\"level\":\"warn\",\"trace_id\":\"" + TRACE + "\",\"msg\":\"low\",\"n\":1}\n");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.message()).isEqualTo("low");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.service()).isEqualTo("cart");
        assertThat(event.origin())
                .isEqualTo(new Origin("node7", null, ID, "cart-5b67c48447-mv5hb", "shop/cart:2", "shop", null, null));
        assertThat(event.labels())
                .containsOnly(
                        Map.entry("n", "1"),
                        Map.entry("stream", "stderr"),
                        Map.entry("kubernetes.pod_id", "e9f2963f"),
                        Map.entry("kubernetes.labels.app", "cart"),
                        Map.entry("kubernetes.container_name", "cart"));
    }

    @Test
    void makesAHopOfAnAccessLineInARecord() {
        LogEvent event = fluentBit("10.0.0.1 - jane [22/Nov/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 5\n");

        assertThat(event.hop()).isNotNull().satisfies(hop -> {
            assertThat(hop.service()).isEqualTo("cart");
            assertThat(hop.instance()).isEqualTo("cart-5b67c48447-mv5hb");
            assertThat(hop.principal()).isEqualTo("jane");
        });
        assertThat(event.timestamp()).isEqualTo(TIME);
    }

    @Test
    void readsTextAsInAnEnginesEnvelope() {
        LogEvent event = fluentBit("2026-11-22T10:00:00.100Z  INFO 1 --- [cart] [exec-1] [" + TRACE
                + "-00f067aa0ba902b7] c.shop.Cart : added\n");

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.100Z");
        assertThat(event.level()).isEqualTo("INFO");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.message()).isEqualTo("added");
    }

    @Test
    void opensAnEnginesEnvelopeThatTheShipperLeftClosed() {
        assertThat(fluentBit("2026-11-22T10:00:01.5Z stderr F ERROR no disk").timestamp())
                .isEqualTo("2026-11-22T10:00:01.500Z");
        assertThat(fluentBit(Records.docker("ERROR no disk")))
                .satisfies(event -> assertThat(event.message()).isEqualTo("ERROR no disk"))
                .satisfies(event -> assertThat(event.level()).isEqualTo("ERROR"))
                .satisfies(event -> assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.123456789Z"));
    }

    @Test
    void readsARecordWhoseFirstMemberIsTheLine() {
        LogEvent event = Records.event("{\"log\":\"WARN low\\n\",\"stream\":\"stdout\","
                + "\"time\":\"2026-11-22T10:00:00.123456Z\"," + KUBERNETES + "}");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.message()).isEqualTo("WARN low");
        assertThat(event.origin().containerName()).isEqualTo("cart-5b67c48447-mv5hb");
    }

    @Test
    void readsAnEmptyLine() {
        assertThat(fluentBit("\n").message()).isEmpty();
        assertThat(fluentBit("").message()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubernetes_", "kubernetes."})
    void readsFlattenedMembers(String prefix) {
        LogEvent event = Records.event("{\"@timestamp\":\"2026-11-22T10:00:00.123456Z\",\"log\":\"WARN low\",\""
                + prefix + "pod_name\":\"cart-0\",\"" + prefix + "namespace_name\":\"shop\",\"" + prefix
                + "host\":\"node7\",\"" + prefix + "docker_id\":\"" + ID + "\",\"" + prefix
                + "container_image\":\"shop/cart:2\"}");

        assertThat(event.origin())
                .isEqualTo(new Origin("node7", null, ID, "cart-0", "shop/cart:2", "shop", null, null));
        assertThat(event.service()).isEqualTo("cart");
        assertThat(event.labels()).isEmpty();
    }

    @Test
    void readsDockersFluentdDriver() {
        LogEvent event = Records.event("{\"@timestamp\":1795341600.123456,\"container_id\":\"" + ID
                + "\",\"container_name\":\"/shop-cart-1\",\"source\":\"stderr\",\"log\":\"WARN low\","
                + "\"com.docker.compose.service\":\"cart\"}");

        assertThat(event.origin()).isEqualTo(new Origin("node1", "cart", ID, "shop-cart-1", null, null, null, null));
        assertThat(event.service()).isEqualTo("cart");
        assertThat(event.message()).isEqualTo("WARN low");
        assertThat(event.labels()).containsOnly(Map.entry("source", "stderr"));
    }

    @Test
    void readsVectorsRecords() {
        LogEvent pod = Records.event("{\"file\":\"/var/log/pods/shop_cart-0_e9/cart/0.log\",\"kubernetes\":{"
                + "\"container_id\":\"containerd://" + ID + "\",\"container_image\":\"shop/cart:2\","
                + "\"container_name\":\"cart\",\"pod_labels\":{\"app\":\"cart\"},\"pod_name\":\"cart-0\","
                + "\"pod_namespace\":\"shop\",\"pod_node_name\":\"node7\"},\"message\":\"{\\\"level\\\":\\\"warn\\\","
                + "\\\"msg\\\":\\\"low\\\"}\",\"source_type\":\"kubernetes_logs\",\"stream\":\"stdout\","
                + "\"timestamp\":\"2026-11-22T10:00:00.123456Z\"}");
        LogEvent docker = Records.event(
                "{\"container_id\":\"" + ID + "\",\"container_name\":\"cart\",\"host\":\"h1\","
                        + "\"image\":\"shop/cart:2\",\"message\":\"WARN low\",\"source_type\":\"docker_logs\","
                        + "\"label\":{\"com.docker.compose.service\":\"basket\"},\"timestamp\":\"2026-11-22T10:00:00.123456Z\"}");
        LogEvent file = fromKafka("{\"file\":\"/var/log/cart.log\",\"host\":\"h1\",\"message\":\"WARN low\","
                + "\"source_type\":\"file\",\"timestamp\":\"2026-11-22T10:00:00.123456Z\"}");

        assertThat(pod.level()).isEqualTo("WARN");
        assertThat(pod.message()).isEqualTo("low");
        assertThat(pod.origin())
                .isEqualTo(new Origin(
                        "node7",
                        null,
                        ID,
                        "cart-0",
                        "shop/cart:2",
                        "shop",
                        "/var/log/pods/shop_cart-0_e9/cart/0.log",
                        null));
        assertThat(pod.labels()).containsEntry("kubernetes.pod_labels.app", "cart");
        assertThat(docker.origin()).isEqualTo(new Origin("h1", "basket", ID, "cart", "shop/cart:2", null, null, null));
        assertThat(docker.level()).isEqualTo("WARN");
        assertThat(file.origin().host()).isEqualTo("h1");
        assertThat(file.origin().file()).isEqualTo("/var/log/cart.log");
        assertThat(file.timestamp()).isEqualTo(TIME);
    }

    @Test
    void readsFilebeatsRecords() {
        LogEvent event =
                Records.event("{\"@timestamp\":\"2026-11-22T10:00:00.123Z\",\"@metadata\":{\"beat\":\"filebeat\"},"
                        + "\"message\":\"{\\\"log.level\\\":\\\"WARN\\\",\\\"message\\\":\\\"low\\\"}\",\"agent\":{\"type\":\"filebeat\"},"
                        + "\"host\":{\"name\":\"node7\"},\"container\":{\"id\":\"" + ID
                        + "\",\"image\":{\"name\":\"shop/cart:2\"}},"
                        + "\"kubernetes\":{\"pod\":{\"name\":\"cart-0\"},\"namespace\":\"shop\",\"container\":{\"name\":\"cart\"}},"
                        + "\"log\":{\"offset\":77,\"file\":{\"path\":\"/var/log/containers/cart.log\"}}}");

        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.message()).isEqualTo("low");
        assertThat(event.origin())
                .isEqualTo(new Origin(
                        "node7", null, ID, "cart-0", "shop/cart:2", "shop", "/var/log/containers/cart.log", null));
    }

    @Test
    void readsWhatRsyslogAndTheJournalSayOfALine() {
        LogEvent rsyslog = fromKafka(
                "{\"@timestamp\":\"2026-11-22T10:00:00.123456+00:00\",\"host\":\"h1\","
                        + "\"severity\":\"warning\",\"facility\":\"daemon\",\"programname\":\"cart\",\"message\":\"low on disk\"}");
        LogEvent journal = fromKafka("{\"@timestamp\":1795341600.123456,\"_HOSTNAME\":\"h1\",\"PRIORITY\":\"4\","
                + "\"_SYSTEMD_UNIT\":\"cart.service\",\"SYSLOG_IDENTIFIER\":\"cart\",\"MESSAGE\":\"low on disk\"}");

        for (LogEvent event : new LogEvent[] {rsyslog, journal}) {
            assertThat(event.timestamp()).isEqualTo(TIME);
            assertThat(event.level()).isEqualTo("WARN");
            assertThat(event.service()).isEqualTo("cart");
            assertThat(event.origin().host()).isEqualTo("h1");
            assertThat(event.message()).isEqualTo("low on disk");
        }
    }

    @Test
    void readsEveryFormOfTimeThatFluentBitsKafkaOutputWrites() {
        for (String time : new String[] {
            "1795341600.123456", "\"2026-11-22T10:00:00.123456Z\"", "\"2026-11-22T10:00:00.123456000Z\""
        }) {
            LogEvent event = fromKafka("{\"@timestamp\":" + time + ",\"log\":\"WARN low\"}");

            assertThat(event.timestamp()).isEqualTo(TIME);
            assertThat(event.level()).isEqualTo("WARN");
            assertThat(event.message()).isEqualTo("WARN low");
        }
        assertThat(fromKafka("{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"log\":\"low\"}")
                        .timestamp())
                .isEqualTo("2026-11-22T10:00:00Z");
    }

    @Test
    void readsGelfAsFluentBitsAndVectorsKafkaOutputsWriteIt() {
        LogEvent fluentBit = fromKafka("{\"version\":\"1.1\",\"short_message\":\"low on disk\",\"host\":\"h1\","
                + "\"_stream\":\"stderr\",\"_container_name\":\"cart\",\"level\":4,\"timestamp\":1795341600.123456}");
        LogEvent vector = fromKafka("{\"_file\":\"/var/log/cart.log\",\"_source_type\":\"file\",\"host\":\"h1\","
                + "\"level\":4,\"short_message\":\"low on disk\",\"timestamp\":1795341600.123456,\"version\":\"1.1\"}");

        for (LogEvent event : new LogEvent[] {fluentBit, vector}) {
            assertThat(event.timestamp()).isEqualTo(TIME);
            assertThat(event.level()).isEqualTo("WARN");
            assertThat(event.origin().host()).isEqualTo("h1");
            assertThat(event.message()).isEqualTo("low on disk");
        }
        assertThat(fluentBit.origin().containerName()).isEqualTo("cart");
        assertThat(vector.origin().file()).isEqualTo("/var/log/cart.log");
    }

    @Test
    void readsTheLineAloneAsFluentBitsRawAndVectorsTextWriteIt() {
        LogEvent event = fromKafka("time=2026-11-22T10:00:00.123456Z level=warn msg=low");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.message()).isEqualTo("low");
    }

    @Test
    void readsTheLineThatRsyslogsKafkaOutputWritesUnlessItIsToldOtherwise() {
        LogEvent event = fromKafka("2026-11-22T10:00:00.123456+00:00 h1 cart[12]: low on disk");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.message()).contains("low on disk");
    }

    @Test
    void rejectsMsgpackWithItsReason() {
        // As Fluent Bit's format msgpack begins: a map of two, "@timestamp" and a double.
        byte[] value = new byte[32];
        value[0] = (byte) 0x82;
        value[1] = (byte) 0xaa;
        System.arraycopy("@timestamp".getBytes(StandardCharsets.UTF_8), 0, value, 2, 10);
        value[12] = (byte) 0xcb;
        RawRecord record = new RawRecord("throughline.raw-0", 1, value, Origin.ofHost("unknown"));

        assertThat(new Normaliser(ParseLimits.DEFAULTS).normalise(record))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).startsWith("binary: "));
    }

    @Test
    void believesTheSendersSeverityMoreThanAWord() {
        String record =
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"facility\":\"user\",\"severity\":\"notice\",\"message\":\"";

        assertThat(Records.event(record + "ERROR was mended\"}").level()).isEqualTo("INFO");
        assertThat(Records.event(record + "{\\\"level\\\":\\\"error\\\",\\\"msg\\\":\\\"m\\\"}\"}")
                        .level())
                .isEqualTo("ERROR");
    }

    @Test
    void takesALineThatTheShipperHasOpenedAsItIs() {
        String log = "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"log.level\":\"INFO\",\"message\":\"ERROR a=1 b=2\","
                + "\"log.logger\":\"c.Cart\",\"host\":\"shop.example\"";
        LogEvent plain = Records.event(log + "}");
        LogEvent shipped = Records.event(log + "," + KUBERNETES + "}");

        assertThat(plain.origin()).isEqualTo(Records.ORIGIN);
        assertThat(shipped.message()).isEqualTo(plain.message()).isEqualTo("ERROR a=1 b=2");
        assertThat(shipped.level()).isEqualTo(plain.level()).isEqualTo("INFO");
        assertThat(shipped.origin().host()).isEqualTo("node7");
        assertThat(shipped.labels()).containsEntry("host", "shop.example").containsAllEntriesOf(plain.labels());
    }

    @Test
    void givesEveryOtherJsonLogTheEventThatItHad() {
        LogEvent event =
                Records.event("{\"time\":\"2026-11-22T10:00:00Z\",\"host\":\"a\",\"image\":\"b\",\"file\":\"c\","
                        + "\"hostname\":\"d\",\"priority\":\"high\",\"msg\":\"{\\\"level\\\":\\\"error\\\"}\"}");

        assertThat(event.message()).isEqualTo("{\"level\":\"error\"}");
        assertThat(event.level()).isNull();
        assertThat(event.origin()).isEqualTo(Records.ORIGIN);
        assertThat(event.labels())
                .containsOnly(
                        Map.entry("host", "a"),
                        Map.entry("image", "b"),
                        Map.entry("file", "c"),
                        Map.entry("hostname", "d"),
                        Map.entry("priority", "high"));
    }

    @Test
    void keepsWhatCannotBeAName() {
        LogEvent event = Records.event("{\"@timestamp\":1795341600,\"log\":\"m\",\"kubernetes\":{\"host\":\"\\u2003 \","
                + "\"pod_name\":\"a\\nb\",\"namespace_name\":\"" + "n".repeat(600)
                + "\",\"docker_id\":\"docker://\"}}");

        assertThat(event.origin()).isEqualTo(Origin.ofHost("node1"));
        assertThat(event.labels())
                .containsEntry("kubernetes.host", "\u2003 ")
                .containsEntry("kubernetes.pod_name", "a\nb")
                .containsEntry("kubernetes.namespace_name", "n".repeat(600))
                .containsEntry("kubernetes.docker_id", "docker://");
    }

    @Test
    void opensRecordsInRecordsToALimit() {
        String line = "the line";
        for (int level = 0; level < 3; level++) {
            line = "{\"@timestamp\":1795341600.123456,\"log\":\"" + escaped(line) + "\"}";
        }
        assertThat(Records.event(line).message()).isEqualTo("the line");

        String deeper = "{\"@timestamp\":1795341600.123456,\"log\":\"" + escaped(line) + "\"}";
        assertThat(Records.event(deeper).message()).isEqualTo("the line");

        String tooDeep = "{\"@timestamp\":1795341600.123456,\"log\":\"" + escaped(deeper) + "\"}";
        assertThat(Records.event(tooDeep).message())
                .isEqualTo("{\"@timestamp\":1795341600.123456,\"log\":\"the line\"}");
    }

    @Test
    void rejectsALineThatIsNestedTooDeepOrNoText() {
        assertThat(Records.rejection("{\"@timestamp\":1795341600,\"log\":\"" + "[".repeat(1000) + "\"}"))
                .startsWith("too-deep: ");
        assertThat(Records.rejection("{\"@timestamp\":1795341600,\"log\":\"\\u0000\\u0000\\u0001\\u0002ab\"}"))
                .startsWith("binary: ");
    }

    @Test
    void believesTheSourceWhereThatIsAContainer() {
        LogEvent event = Records.event(
                "{\"@timestamp\":1795341600,\"host\":\"c0ffee\",\"facility\":\"user\",\"message\":\"m\"}");

        assertThat(event.origin()).isEqualTo(Records.ORIGIN);
        assertThat(event.labels()).containsEntry("host", "c0ffee");
    }

    /** As another shipper writes it, of which nothing more is known. */
    private static LogEvent fromKafka(String value) {
        RawRecord record =
                new RawRecord("throughline.raw-0", 1, value.getBytes(StandardCharsets.UTF_8), Origin.ofHost("unknown"));
        return (LogEvent) new Normaliser(ParseLimits.DEFAULTS).normalise(record);
    }

    private static LogEvent fluentBit(String line) {
        return Records.event("{\"@timestamp\":1795341600.123456,\"log\":\"" + escaped(line)
                + "\",\"stream\":\"stderr\"," + KUBERNETES + "}");
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
