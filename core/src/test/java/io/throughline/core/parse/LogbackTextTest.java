package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogbackTextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123Z");

    @Test
    void readsSpringBootWithItsCorrelationField() {
        LogEvent event = Records.event("2026-11-22T10:00:00.123Z  WARN 1 --- [shipping] [nio-8080-exec-3] [" + TRACE
                + "-" + SPAN + "] c.shop.http.AccessLog                    : parcel 7 : late");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.service()).isEqualTo("shipping");
        assertThat(event.thread()).isEqualTo("nio-8080-exec-3");
        assertThat(event.logger()).isEqualTo("c.shop.http.AccessLog");
        assertThat(event.message()).isEqualTo("parcel 7 : late");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().spanId()).isEqualTo(SPAN);
    }

    @Test
    void readsSpringBootOutsideOfARequest() {
        LogEvent event = Records.event("2026-11-22T10:00:00.123Z ERROR 1 --- [shipping] [main] [" + " ".repeat(49)
                + "] c.shop.Main                              : [x] no carrier");

        assertThat(event.service()).isEqualTo("shipping");
        assertThat(event.thread()).isEqualTo("main");
        assertThat(event.logger()).isEqualTo("c.shop.Main");
        assertThat(event.message()).isEqualTo("[x] no carrier");
        assertThat(event.correlation().traceId()).isNull();
    }

    @Test
    void readsAFinishedRequestFromPairsInTheMessage() {
        LogEvent event = Records.event("2026-11-22T10:00:00.123Z  INFO 1 --- [orders] [nio-8080-exec-3] [" + TRACE
                + "-" + SPAN + "] c.shop.http.AccessLog                    : call completed span.kind=client"
                + " method=POST path=/pay/1000 status=503 duration_ms=25 peer.service=payments user=jane"
                + " parent_span_id=a0f067aa0ba902b7");

        Hop hop = Objects.requireNonNull(event.hop());
        assertThat(hop.vantage()).isEqualTo(Vantage.OUTBOUND);
        assertThat(hop.peer()).isEqualTo("payments");
        assertThat(hop.method()).isEqualTo("POST");
        assertThat(hop.path()).isEqualTo("/pay/1000");
        assertThat(hop.operation()).isEqualTo("POST /pay/{id}");
        assertThat(hop.status()).isEqualTo(503);
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(25));
        assertThat(hop.principal()).isEqualTo("jane");
        assertThat(event.correlation().parentSpanId()).isEqualTo("a0f067aa0ba902b7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T10:00:00.123Z  INFO [orders,4bf92f3577b34da6a3ce929d0e0e4736,00f067aa0ba902b7] 7 ---"
                        + " [main] c.shop.Main : hello",
                "2026-11-22T10:00:00.123Z [main] INFO c.shop.Main [traceId=4bf92f3577b34da6a3ce929d0e0e4736,"
                        + " spanId=00f067aa0ba902b7] - hello",
                "2026-11-22 10:00:00,123 UTC [main] INFO  c.shop.Main -"
                        + " traceId=4bf92f3577b34da6a3ce929d0e0e4736 spanId=00f067aa0ba902b7 hello",
                "2026-11-22T10:00:00.123Z INFO [c.shop.Main] (main) trace_id: 4bf92f3577b34da6a3ce929d0e0e4736"
                        + " span_id: 00f067aa0ba902b7 hello",
            })
    void findsIdsWhereLibrariesPutThem(String line) {
        LogEvent event = Records.event(line);

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("INFO");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().spanId()).isEqualTo(SPAN);
        assertThat(event.thread()).isEqualTo("main");
        assertThat(event.logger()).isEqualTo("c.shop.Main");
        assertThat(event.message()).endsWith("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22 10:00:00.123 WARN low on disk, WARN, , low on disk",
        "'2026-11-22 10:00:00,123 - shop.db - ERROR - lost it', ERROR, shop.db, lost it",
        "'2026/11/22 10:00:00 [error] 7: upstream gone', ERROR, , '7: upstream gone'",
        "[2026-11-22 10:00:00.123] [DEBUG] [Query] slow, DEBUG, , slow",
        "2026-11-22 10:00:00.123 INFO Starting up, INFO, , Starting up",
        "22 Nov 2026 10:00:00.123 FATAL shop.Main: gone, FATAL, shop.Main, gone",
        "2026-11-22T10:00:00.123Z an INFO in a sentence, INFO, , 2026-11-22T10:00:00.123Z an INFO in a sentence",
    })
    void readsOtherOrders(String line, String level, String logger, String message) {
        LogEvent event = Records.event(line);

        assertThat(event.level()).isEqualTo(level);
        assertThat(event.logger()).isEqualTo(logger);
        assertThat(event.message()).isEqualTo(message);
    }

    @Test
    void readsLogfmt() {
        LogEvent event = Records.event("time=2026-11-22T10:00:00.123Z level=warning msg=\"say \\\"hi\\\"\" trace_id="
                + TRACE + " method=GET path=/a status=200 duration=1.5s order=7");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.message()).isEqualTo("say \"hi\"");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(Objects.requireNonNull(event.hop()).duration()).isEqualTo(Duration.ofMillis(1500));
        assertThat(event.labels()).containsEntry("order", "7");
    }

    @Test
    void readsContainerdsForm() {
        LogEvent event = Records.event("2026-11-22T12:00:00.123000001+02:00 stderr P 12:00 one \n"
                + "2026-11-22T12:00:00.123000002+02:00 stderr F two");

        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-11-22T10:00:00.123000001Z"));
        assertThat(event.message()).isEqualTo("12:00 one two");
        assertThat(event.labels()).containsEntry("stream", "stderr");
    }

    @Test
    void takesNoRequestFromPairsThatAreADump() {
        LogEvent event = Records.event(
                Records.docker("INFO Response(status=1, msg=Get, data=[method=GET]) [traceId=none] path=/x"));

        assertThat(event.hop()).isNull();
        assertThat(event.correlation().traceId()).isNull();
    }
}
