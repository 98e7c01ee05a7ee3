package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.MemoryIntake;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whether the stage behind Kafka understands what the receivers hand on. */
class NormalisedReceivedTest {
    private final MemoryIntake intake = new MemoryIntake();

    @Test
    void understandsASpanAsAHop() {
        try (OtlpHttpReceiver receiver = OtlpReceiverTest.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            sender.post("/v1/traces", Sender.JSON, """
                    {"resourceSpans":[{
                      "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}},
                                                {"key":"host.name","value":{"stringValue":"n1"}}]},
                      "scopeSpans":[{"spans":[
                        {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
                         "parentSpanId":"eee19b7ec3c1b173","name":"GET /orders/{id}","kind":2,
                         "startTimeUnixNano":"1700000000000001000","endTimeUnixNano":"1700000000002501000",
                         "attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},
                                       {"key":"url.path","value":{"stringValue":"/orders/7"}},
                                       {"key":"http.response.status_code","value":{"intValue":503}}]}]}]}]}""");
        }

        LogEvent event = event();
        assertThat(event.service()).isEqualTo("orders");
        assertThat(event.origin().host()).isEqualTo("n1");
        assertThat(event.correlation().traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(event.correlation().spanId()).isEqualTo("eee19b7ec3c1b174");
        assertThat(event.correlation().parentSpanId()).isEqualTo("eee19b7ec3c1b173");
        Hop hop = Objects.requireNonNull(event.hop());
        assertThat(hop.vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(hop.duration()).isEqualTo(Duration.ofNanos(2_500_000));
        assertThat(hop.operation()).isEqualTo("GET /orders/{id}");
        assertThat(hop.status()).isEqualTo(503);
    }

    @Test
    void understandsALogRecordOfOtlp() {
        try (OtlpHttpReceiver receiver = OtlpReceiverTest.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            sender.post("/v1/logs", Sender.JSON, """
                    {"resourceLogs":[{
                      "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},
                      "scopeLogs":[{"logRecords":[
                        {"timeUnixNano":"1700000000123456789","severityNumber":17,"body":{"stringValue":"no stock"},
                         "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]}]}]}""");
        }

        LogEvent event = event();
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123456789Z"));
        assertThat(event.message()).isEqualTo("no stock");
        assertThat(event.service()).isEqualTo("orders");
        assertThat(event.correlation().spanId()).isEqualTo("eee19b7ec3c1b174");
    }

    @Test
    void understandsALineOfLokiAndTheTimeOfFluentBit() {
        try (HttpReceiver receiver = Sender.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            sender.post("/loki/api/v1/push", Sender.JSON, """
                    {"streams":[{"stream":{"app":"orders"},"values":[["1700000000123456789","no stock"]]}]}""");
            sender.post("/app", Sender.JSON, "[{\"date\":1700000001.5,\"log\":\"stock again\"}]");
        }

        LogEvent line = event(intake.chunks().getFirst());
        assertThat(line.timestamp()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123456789Z"));
        assertThat(line.message()).isEqualTo("no stock");
        assertThat(line.service()).isEqualTo("orders");
        LogEvent fluent = event(intake.chunks().getLast());
        assertThat(fluent.timestamp()).isEqualTo(Instant.parse("2023-11-14T22:13:21.500Z"));
        assertThat(fluent.message()).isEqualTo("stock again");
    }

    private LogEvent event() {
        return event(intake.onlyChunk());
    }

    private static LogEvent event(Chunk chunk) {
        byte[] value = chunk.values().getFirst();
        RawRecord record = new RawRecord(chunk.source(), 0, value, value.length, chunk.origin(), chunk.id());
        Normalised normalised = new Normaliser(ParseLimits.DEFAULTS).normalise(record);
        assertThat(normalised).isInstanceOf(LogEvent.class);
        return (LogEvent) normalised;
    }
}
