package io.throughline.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.throughline.core.model.Correlation;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.Vantage;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EcsLabelsTest {
    @Test
    void standBesideTheEventsOwnFields() throws IOException {
        assertThat(document(null, Map.of("event.dataset", "a.b", "process.pid", "7", "tags", "x, y", "mine", "1")))
                .contains("\"event.dataset\":\"a.b\"", "\"process.pid\":7", "\"tags\":[\"x\",\"y\"]")
                .contains("\"throughline.labels\":{\"mine\":\"1\"}");
    }

    @Test
    void areLeftAmongTheOthersWhereTheirTextDoesNotFit() throws IOException {
        assertThat(document(null, Map.of("process.pid", "seven", "source.port", "9999999999999999999")))
                .contains("\"throughline.labels\":{\"process.pid\":\"seven\",\"source.port\":\"9999999999999999999\"}");
    }

    @Test
    void areNeverWrittenTwice() throws IOException {
        Map<String, String> labels = Map.of("source.ip", "10.0.0.1", "url.path", "/b", "url.query", "full=1");

        assertThat(document(hop(), labels))
                .containsOnlyOnce("\"source.ip\":\"203.0.113.7\"")
                .contains("\"url.original\":\"/a?full=1\"", "\"source.address\":\"203.0.113.7\"")
                .contains("\"throughline.labels\":{\"source.ip\":\"10.0.0.1\",\"url.path\":\"/b\"}");
        assertThat(document(null, labels)).contains("\"source.ip\":\"10.0.0.1\"", "\"source.address\":\"10.0.0.1\"");
    }

    private static Hop hop() {
        return new Hop(
                "h",
                Vantage.INBOUND,
                "a",
                null,
                Instant.EPOCH,
                Duration.ZERO,
                "GET /a",
                null,
                null,
                "GET",
                "/a",
                200,
                null,
                null,
                null,
                "203.0.113.7",
                null);
    }

    private static String document(@Nullable Hop hop, Map<String, String> labels) throws IOException {
        Origin origin = Origin.ofHost("h");
        LogEvent event = new LogEvent(
                "id", "s", 0, Instant.EPOCH, "a", origin, null, null, null, "m", Correlation.NONE, hop, labels);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            EcsEvent.write(json, event, null);
        }
        return text.toString();
    }
}
