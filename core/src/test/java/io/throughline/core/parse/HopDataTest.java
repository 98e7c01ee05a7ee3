package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hop records, of real requests where the data are at hand. */
class HopDataTest {
    private static final Origin HOPS = new Origin("node1", null, null, null, null, null, null, "hops");

    private final Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @ValueSource(strings = {"flows/hotel-25", "flows/media-25", "flows/hotel-75-nolink", "trainticket"})
    void makesAHopOfEveryRecord(String folder) throws IOException {
        for (String line : DataSets.lines(folder + "/hops.ndjson.gz").subList(0, 8000)) {
            LogEvent event = (LogEvent) read(line);
            agrees(Objects.requireNonNull(event.hop(), line), json.readTree(line));
            assertThat(event.timestamp()).isEqualTo(event.hop().end());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /orders/1",
                "{\"vantage\":\"inbound\",\"start_us\":1655753657877926}",
                "{\"vantage\":\"sideways\",\"start_us\":1655753657877926,\"duration_us\":1}",
                "{\"vantage\":\"inbound\",\"start_us\":1655753657877926,\"duration_us\":-1}",
                "{\"vantage\":\"inbound\",\"start_us\":1655753657877926,\"duration_us\":"
            })
    void rejectsWhatIsNoHopRecordWhereOneIsExpected(String line) {
        assertThat(read(line))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        no -> assertThat(no.reason())
                                .isEqualTo("bad-hop: no JSON object with vantage, start_us and duration_us"));
    }

    @Test
    void knowsAHopRecordWithoutBeingToldTheFormat() {
        LogEvent event =
                Records.event("{\"id\":\"h1\",\"vantage\":\"inbound\",\"service\":\"geo\",\"instance\":\"geo-0\","
                        + "\"host\":\"n7\",\"start_us\":1655753657877926,\"duration_us\":396}");

        assertThat(event.service()).isEqualTo("geo");
        assertThat(event.origin().host()).isEqualTo("n7");
        assertThat(event.hop()).isNotNull();
    }

    private static void agrees(Hop hop, JsonNode record) {
        assertThat(hop.id()).isEqualTo(text(record, "id"));
        assertThat(hop.vantage().name().toLowerCase(Locale.ROOT)).isEqualTo(text(record, "vantage"));
        assertThat(hop.service()).isEqualTo(text(record, "service"));
        assertThat(hop.instance()).isEqualTo(text(record, "instance"));
        assertThat(hop.operation()).isEqualTo(text(record, "operation"));
        assertThat(hop.peer()).isEqualTo(text(record, "peer"));
        assertThat(hop.link()).isEqualTo(text(record, "link"));
        assertThat(ChronoUnit.MICROS.between(Instant.EPOCH, hop.start()))
                .isEqualTo(record.get("start_us").asLong());
        assertThat(hop.duration())
                .isEqualTo(Duration.of(record.get("duration_us").asLong(), ChronoUnit.MICROS));
    }

    private static @Nullable String text(JsonNode record, String name) {
        return record.has(name) ? record.get(name).asText() : null;
    }

    private Normalised read(String line) {
        return normaliser.normalise(new RawRecord("hops", 0, line.getBytes(StandardCharsets.UTF_8), HOPS));
    }
}
