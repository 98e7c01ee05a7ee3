package io.throughline.ingest.receive.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import org.fluentd.logger.FluentLogger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.komamitsu.fluency.EventTime;
import org.komamitsu.fluency.Fluency;
import org.komamitsu.fluency.fluentd.FluencyBuilderForFluentd;

/** Senders as others wrote them. */
@Timeout(60)
class ForwardClientsTest {
    private static final int SECOND = 1_772_359_200;
    private static final int RECORDS = 5000;

    private final MemoryIntake intake = new MemoryIntake();
    private ForwardServer server;

    @BeforeEach
    void start() throws IOException {
        server = ForwardServer.start(ForwardServerTest.config(Map.of()), intake);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void takesWhatFluentLoggerSends() {
        FluentLogger logger = FluentLogger.getLogger("app", "127.0.0.1", server.port());
        for (int i = 0; i < RECORDS; i++) {
            assertThat(logger.log("web", Map.of("log", "line " + i), SECOND)).isTrue();
        }
        logger.flush();
        await().until(() -> intake.values().size() == RECORDS);
        logger.close();
        assertThat(intake.values())
                .isEqualTo(IntStream.range(0, RECORDS)
                        .mapToObj(i -> ForwardServerTest.json("app.web", "line " + i))
                        .toList());
    }

    @Test
    void acknowledgesWhatFluencySends() throws IOException, InterruptedException {
        try (Fluency fluency = fluency()) {
            for (int i = 0; i < RECORDS; i++) {
                fluency.emit("app", EventTime.fromEpoch(SECOND, i), Map.of("log", "line " + i));
            }
            fluency.flush();
            // It lets a buffer go only when the acknowledgement has come.
            assertThat(fluency.waitUntilAllBufferFlushed(30)).isTrue();
        }
        assertThat(intake.values()).hasSize(RECORDS);
        assertThat(intake.values().get(17))
                .isEqualTo("{\"@timestamp\":\"2026-03-01T10:00:00.000000017Z\",\"tag\":\"app\",\"log\":\"line 17\"}");
    }

    @Test
    void isSentAgainByFluencyWhatWasNotAcknowledged() throws IOException, InterruptedException {
        intake.slow();
        try (Fluency fluency = fluency()) {
            fluency.emit("app", SECOND, Map.of("log", "once"));
            fluency.flush();
            await().until(() -> intake.chunks().size() == 1);
            intake.fail();
            await().until(() -> intake.chunks().size() == 2);
            intake.settle();
            assertThat(fluency.waitUntilAllBufferFlushed(30)).isTrue();
        }
        assertThat(intake.chunks().get(1).id()).isEqualTo(intake.chunks().get(0).id());
        assertThat(intake.values()).containsOnly(ForwardServerTest.json("app", "once"));
    }

    private Fluency fluency() {
        FluencyBuilderForFluentd builder = new FluencyBuilderForFluentd();
        builder.setAckResponseMode(true);
        return builder.build("127.0.0.1", server.port());
    }
}
