package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NormaliserTest {
    private static final Instant ENVELOPE = Instant.parse("2026-11-22T10:00:00.123456789Z");

    @Test
    void readsALineOfTrainTicket() {
        LogEvent event = Records.event(Records.docker("18:00:00.122 INFO  t.c.TravelController#115"
                + " TraceID: 6F3CBF058c2765548a39ad724905d6a1 SpanID: 576f9c38fc25e197 [query][Query \\\"x\\\"]"));

        assertThat(event.timestamp()).isEqualTo(ENVELOPE);
        assertThat(event.level()).isEqualTo("INFO");
        assertThat(event.logger()).isEqualTo("t.c.TravelController#115");
        assertThat(event.correlation().traceId()).isEqualTo("6f3cbf058c2765548a39ad724905d6a1");
        assertThat(event.correlation().spanId()).isEqualTo("576f9c38fc25e197");
        assertThat(event.message()).isEqualTo("[query][Query \"x\"]");
        assertThat(event.labels()).containsEntry("stream", "stdout");
        assertThat(event.service()).isEqualTo("orders");
    }

    @Test
    void joinsTheTextsOfAMessageThatWasCut() {
        LogEvent event = Records.event(Records.docker("INFO on", "2026-11-22T10:00:00Z") + "\n"
                + Records.docker("e, two\\r\\n", "2026-11-22T10:00:01Z"));

        assertThat(event.message()).isEqualTo("INFO one, two");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
    }

    @Test
    void takesALinesOwnTimeWhereItNamesAZone() {
        LogEvent event = Records.event(Records.docker("2026-11-22T11:00:00.100+01:00 WARN low on disk"));

        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-11-22T10:00:00.100Z"));
        assertThat(event.level()).isEqualTo("WARN");
    }

    @Test
    void takesTheEnvelopesTimeWhereTheOwnNamesNoZone() {
        LogEvent event = Records.event(Records.docker("2026-11-22 18:00:00.100 WARN low on disk"));

        assertThat(event.timestamp()).isEqualTo(ENVELOPE);
    }

    @Test
    void refinesAWholeSecondByTheEnvelope() {
        LogEvent event = Records.event(Records.docker("2026-11-22T10:00:00Z low on disk"));

        assertThat(event.timestamp()).isEqualTo(ENVELOPE);
    }

    @Test
    void doesNotBelieveAClockThatIsOffByMoreThanADay() {
        LogEvent event = Records.event(Records.docker("2020-01-01T00:00:00.000Z INFO started"));

        assertThat(event.timestamp()).isEqualTo(ENVELOPE);
        assertThat(event.labels()).containsEntry("throughline.own_time", "2020-01-01T00:00:00Z");
    }

    @Test
    void keepsALineThatSaysNothingButItsEnvelopesTime() {
        LogEvent event = Records.event(Records.docker("an error occurred \\u00e9"));

        assertThat(event.level()).isNull();
        assertThat(event.message()).isEqualTo("an error occurred é");
    }

    @Test
    void readsAnEnvelopeWithBytesThatAreNoText() {
        byte[] bytes = Records.docker("caf\u00e9 INFO").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new Normaliser(ParseLimits.DEFAULTS).normalise(Records.of(bytes)))
                .isInstanceOfSatisfying(
                        LogEvent.class, event -> assertThat(event.message()).isEqualTo("caf\uFFFD INFO"));
    }

    @Test
    void givesTheSameIdWheneverTheRecordIsRead() {
        assertThat(Records.event(Records.docker("a")).id())
                .isEqualTo(Records.event(Records.docker("b")).id())
                .isEqualTo(EventId.of("node1:1-2", 4711))
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(EventId.of("node1:1-2", 4712))
                .isNotEqualTo(EventId.of("node1:1-3", 4711));
    }

    @Test
    void tellsTheServiceFromThePodsName() {
        Origin pod = new Origin("n", null, null, "ts-order-service-5b67c48447-mv5hb", null, null, null, null);
        RawRecord record = new RawRecord("s", 0, Records.docker("hi").getBytes(StandardCharsets.UTF_8), pod);

        assertThat(((LogEvent) new Normaliser(ParseLimits.DEFAULTS).normalise(record)).service())
                .isEqualTo("ts-order-service");
    }

    @Test
    void rejectsARecordWithoutAnyTime() {
        assertThat(Records.rejection("just words")).startsWith("no-time: ");
    }

    @Test
    void rejectsATimeThatOnlyAMistakeCanHaveMade() {
        assertThat(Records.rejection("1970-01-01T00:00:01Z INFO the clock is not set"))
                .isEqualTo("bad-time: 1970-01-01T00:00:01Z is not between 1990 and 2200");
        assertThat(Records.rejection("9999-12-31T23:59:59Z INFO for ever")).startsWith("bad-time: 9999-");
        assertThat(Records.event("2016-11-22T10:00:00Z INFO ten years off").timestamp())
                .isEqualTo("2016-11-22T10:00:00Z");
    }

    @Test
    void rejectsARecordThatWasCut() {
        assertThat(Records.rejection(new RawRecord("s", 0, new byte[10], 52_428_800, Records.ORIGIN)))
                .isEqualTo("too-long: 52428800 bytes, the limit is 1048576");
    }

    @Test
    void knowsARecordThatNamesItselfWhereverItIs() {
        String value =
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"event.id\":\"8E0D73F84F0C4B7CA2AFF4C5A7D1C6E2\",\"message\":\"%s\"}";
        LogEvent inOnePartition = ofPartition(1, 10, value.formatted("paid"));
        LogEvent inAnother = ofPartition(2, 77, value.formatted("paid"));
        byte[] sent = bytes(value.formatted("paid"));
        LogEvent inAChunk = (LogEvent) new Normaliser(ParseLimits.DEFAULTS)
                .normalise(new RawRecord("web", 3, sent, sent.length, Origin.ofHost("h"), "c"));

        assertThat(inAnother.id()).isEqualTo(inOnePartition.id());
        assertThat(inAChunk.id()).isEqualTo(inOnePartition.id());
        assertThat(ofPartition(2, 78, value.formatted("refunded")).id()).isNotEqualTo(inOnePartition.id());
    }

    @Test
    void believesNoNameThatManyRecordsMayHave() {
        for (String name : new String[] {
            "login", "4624", "00000000-0000-0000-0000-000000000000", "8E0D73F8-4F0C4B7CA2AFF4C5A7D1C6E2x"
        }) {
            String value = "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"event.id\":\"" + name + "\",\"message\":\"m\"}";

            assertThat(ofPartition(1, 10, value).id())
                    .isNotEqualTo(ofPartition(1, 11, value).id());
        }
    }

    @Test
    void takesAFilesRecordsByTheirPlaceWhateverTheySay() {
        String value =
                "{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"event.id\":\"8e0d73f8-4f0c-4b7c-a2af-f4c5a7d1c6e2\",\"message\":\"m\"}";
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        LogEvent one = (LogEvent) normaliser.normalise(new RawRecord("file", 0, bytes(value), Origin.ofHost("h")));
        LogEvent two = (LogEvent) normaliser.normalise(new RawRecord("file", 200, bytes(value), Origin.ofHost("h")));

        assertThat(two.id()).isNotEqualTo(one.id());
    }

    private static LogEvent ofPartition(int partition, long offset, String value) {
        return (LogEvent) new Normaliser(ParseLimits.DEFAULTS)
                .normalise(RawRecord.ofPartition("throughline.raw", partition, offset, bytes(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
