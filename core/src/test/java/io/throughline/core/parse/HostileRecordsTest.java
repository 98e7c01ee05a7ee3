package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.Rejected;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileRecordsTest {
    private static final List<String> SAMPLES = samples(
            Records.docker("16:42:09.486 INFO  t.c.A#1 TraceID: 6f3cbf058c2765548a39ad724905d6a1"
                    + " SpanID: 576f9c38fc25e197 [query]"),
            Records.docker("{\\\"level\\\":30,\\\"time\\\":1795341600123,\\\"req\\\":{\\\"method\\\":\\\"GET\\\"},"
                    + "\\\"res\\\":{\\\"statusCode\\\":200},\\\"duration\\\":1.5e3}"),
            "{\"id\":1,\"vantage\":\"inbound\",\"start_us\":1795341600000000,\"duration_us\":12,\"host\":\"n\"}",
            "{\"@timestamp\":1795341600.123456,\"log\":\"{\\\"level\\\":\\\"warn\\\",\\\"log\\\":\\\"a\\\"}\\n\",\"stream\":\"stdout\","
                    + "\"kubernetes\":{\"pod_name\":\"cart-0\",\"docker_id\":\"docker://c0\",\"host\":\"n\"}}",
            "{\"host\":\"n\",\"message\":\"<6>a\",\"facility\":\"user\",\"priority\":\"4\",\"timestamp\":\"2026-11-22T10:00:00Z\"}",
            "2026-11-22T10:00:00.123Z  INFO [o,4bf92f3577b34da6a3ce929d0e0e4736,00f067aa0ba902b7] 7 --- [m] c.M : x",
            "2026-11-22T10:00:00.123Z stdout F [x] (y) ERROR traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa",
            "10.0.0.1 - jane [22/Nov/2026:10:00:00 +0100] \"GET /a?b=c HTTP/1.1\" 200 5 \"-\" \"curl/8\" 0.012 abc",
            "time=2026-11-22T10:00:00Z level=info msg=\"a \\\" b\" duration=1h2m3.5s method=GET status=204");

    /** With those of every other form. */
    private static List<String> samples(String... lines) {
        List<String> samples = new ArrayList<>(List.of(lines));
        GatewaySamples.all().values().forEach(samples::addAll);
        return samples;
    }

    @Test
    void rejectsWhatIsNoText() {
        byte[] noise = new byte[2000];
        new Random(1).nextBytes(noise);

        assertThat(Records.rejection(Records.of(noise))).startsWith("binary: ");
        assertThat(Records.rejection(Records.docker("\\u0000\\u0000\\u0001\\u0002ab")))
                .startsWith("binary: ");
    }

    @Test
    void takesColoursOut() {
        LogEvent event = Records.event(Records.docker("\\u001b[1;33mWARN\\u001b[0m low on disk"));

        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.message()).isEqualTo("WARN low on disk");
    }

    @Test
    void replacesHalvesOfCharactersThatNoDocumentCanHold() {
        String half = "\\ud800";
        String whole = "\\ud83d\\ude00";
        LogEvent event = Records.event("{\"time\":\"2026-11-22T10:00:00Z\",\"msg\":\"" + half + whole + "\\\\ud800\",\""
                + half + "\":\"" + half + half + "x\"}");

        assertThat(event.message()).isEqualTo("\ufffd\ud83d\ude00\\ud800");
        assertThat(event.labels()).containsEntry("\ufffd", "\ufffd\ufffdx");
        assertThat(Records.event(Records.docker(half + " " + whole)).message()).isEqualTo("\ufffd \ud83d\ude00");
    }

    @Test
    void keepsEveryOtherEscapeAndMarkAsItIs() {
        String text = "INFO \u001b[2J\u001b]0;title\u0007\u001b[5A <script>alert(1)</script> \u202e ${jndi:ldap://x}";

        assertThat(Records.event(
                                Records.docker(text.replace("\u001b", "\\u001b").replace("\u0007", "\\u0007")))
                        .message())
                .isEqualTo(text);
    }

    @Test
    void keepsAnEmptyLineThatAnEnvelopeDates() {
        assertThat(Records.event(Records.docker("")).message()).isEmpty();
        assertThat(Records.event("2026-11-22T10:00:00Z stdout F").message()).isEmpty();
        assertThat(Records.rejection("")).startsWith("no-time: ");
    }

    @Test
    void readsNumbersOfAnySize() {
        String nines = "9".repeat(500);
        LogEvent event = Records.event("{\"time\":\"2026-11-22T10:00:00Z\",\"method\":\"GET\",\"status\":" + nines
                + ",\"duration_ms\":1e" + "9".repeat(9) + ",\"bytes\":-" + nines + ",\"big\":" + nines + "}");

        assertThat(event.hop()).isNull();
        assertThat(event.labels()).containsEntry("big", nines);
    }

    @Test
    void boundsMessageAndLabels() {
        StringBuilder json = new StringBuilder("{\"time\":\"2026-11-22T10:00:00Z\"");
        for (int i = 0; i < 5000; i++) {
            json.append(",\"n")
                    .append(i)
                    .append("\":\"")
                    .append("v".repeat(100))
                    .append('"');
        }
        json.append(",\"msg\":\"").append("m".repeat(100_000)).append("\"}");
        ParseLimits limits = ParseLimits.from(
                new Settings(Map.of("parse.max-message", "1k", "parse.max-labels", "10", "parse.max-label", "16")));

        assertThat(new Normaliser(limits).normalise(Records.of(json.toString())))
                .isInstanceOfSatisfying(LogEvent.class, event -> {
                    assertThat(event.message()).hasSize(1024);
                    assertThat(event.labels()).hasSize(11).containsEntry("throughline.message_length", "100000");
                    assertThat(event.labels()).containsEntry("n0", "v".repeat(16));
                });
    }

    @Test
    void doesNotBelieveTheStartOfARequestEitherWhereTheClockIsWrong() {
        LogEvent event = Records.event(Records.docker("{\\\"time\\\":\\\"2020-01-01T00:00:00.000Z\\\","
                + "\\\"method\\\":\\\"GET\\\",\\\"status\\\":200,\\\"event.start\\\":\\\"2020-01-01T00:00:00Z\\\"}"));

        assertThat(event.hop())
                .isNotNull()
                .satisfies(hop -> assertThat(hop.start()).isEqualTo(Instant.parse("2026-11-22T10:00:00.123456789Z")));
    }

    @Test
    void answersWhateverTheBytesAre() {
        Random random = new Random(7);
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        int rejected = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = damaged(SAMPLES.get(round % SAMPLES.size()), random);
            Normalised answer = normaliser.normalise(Records.of(bytes));
            if (round % 20 == 0) {
                assertSame(answer, new Normaliser(ParseLimits.DEFAULTS).normalise(Records.of(bytes)));
            }
            if (answer instanceof Rejected no) {
                assertThat(no.reason()).matches("[a-z-]+: .+");
                rejected++;
            }
        }

        assertThat(rejected).isBetween(1, 19_999);
    }

    /** Whatever was read before, the same record gives the same answer. */
    private static void assertSame(Normalised answer, Normalised fresh) {
        if (answer instanceof Rejected no && fresh instanceof Rejected freshNo) {
            assertThat(no.reason()).isEqualTo(freshNo.reason());
        } else {
            assertThat(answer).isEqualTo(fresh);
        }
    }

    /** Cuts, repeats and overwrites parts, most often by the characters that mean something to a parser. */
    private static byte[] damaged(String sample, Random random) {
        String marks = "{}[]()\"\\=:,.-+eE 0919\u00b5\n\u0000";
        StringBuilder text = new StringBuilder(sample);
        for (int i = random.nextInt(6); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(5)) {
                case 0 -> text.setLength(at);
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> text.delete(at, to);
                case 3 -> text.setCharAt(at, marks.charAt(random.nextInt(marks.length())));
                default -> text.insert(at, "9".repeat(random.nextInt(30)));
            }
        }
        return text.toString().getBytes(random.nextInt(4) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
}
