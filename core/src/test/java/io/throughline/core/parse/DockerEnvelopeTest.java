package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEnvelopeTest {
    private static final String TIME = "2026-11-22T10:00:00.123456789Z";

    private final DockerEnvelope docker = new DockerEnvelope(new JsonFactory());

    @Test
    void readsTheShapeThatDockerWrites() {
        assertThat(open("{\"log\":\"hello\\n\",\"stream\":\"stderr\",\"time\":\"" + TIME + "\"}"))
                .isEqualTo(new Envelope("hello", Instant.parse(TIME), Envelope.stream(true)));
    }

    @Test
    void readsWhatTheDriverWasToldToAdd() {
        Envelope opened =
                open("{\"log\":\"hello\\n\",\"stream\":\"stdout\",\"attrs\":{\"tag\":\"blue\",\"n\":[1]},\"time\":\""
                        + TIME + "\"}");

        assertThat(opened)
                .isNotNull()
                .satisfies(envelope -> assertThat(envelope.attributes())
                        .containsOnly(Map.entry("tag", "blue"), Map.entry("stream", "stdout")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"log\":1,\"stream\":\"stdout\",\"time\":\"2026-11-22T10:00:00Z\"}",
                "{\"log\":\"no end",
                "{\"log\":\"a\\x\",\"stream\":\"stdout\",\"time\":\"2026-11-22T10:00:00Z\"}",
                "{\"log\":\"a\",\"stream\":\"stdout\",\"time\":\"2026-11-22T10:00:00Z\"} and more"
            })
    void leavesOtherShapesAlone(String line) {
        assertThat(open(line)).isNull();
    }

    /** The quick reader takes no blanks, so a blank makes the full parser read the same line. */
    @Test
    void readsEveryTextAsTheFullParserDoes() {
        Random random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            String quick = random.nextInt(8) == 0 ? line(random) + "\n" + line(random) : line(random);
            if (random.nextInt(4) == 0) {
                int at = random.nextInt(quick.length());
                quick = quick.substring(0, at) + "\\u00ffn\"\t9".charAt(random.nextInt(9)) + quick.substring(at + 1);
            }
            String full = quick.replace("\"stream\":", "\"stream\": ");

            assertThat(open(quick)).as(quick).isEqualTo(open(full));
        }
    }

    private static String line(Random random) {
        String marks = "ab \"\\/\n\t\b\f\r\u0001\u007f\u00e9\u2028\ud83d\ude00\ufffd";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            text.append(marks.charAt(random.nextInt(marks.length())));
        }
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        if (random.nextBoolean()) {
            escaped = escaped.replace("\u00e9", "\\u00E9")
                    .replace("\u2028", "\\u2028")
                    .replace("a", "\\u0061");
        }
        return "{\"log\":\"" + escaped + "\",\"stream\":\"stdout\",\"time\":\"" + TIME + "\"}";
    }

    private @Nullable Envelope open(String line) {
        return docker.open(line.getBytes(StandardCharsets.UTF_8));
    }
}
