package io.throughline.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.throughline.core.config.Settings;
import io.throughline.standalone.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLineIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> said = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void servesSurvivesTheDeathOfItsServersAndGoesOnAfterARestart() throws Exception {
        Settings settings = EmbeddedSettings.in(folder, Map.of("jobs.checkpoint.interval", "500ms"));
        try (EmbeddedLine line = EmbeddedLine.start(settings, EmbeddedLineIT::draw, said::add)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> ready(line) == 200);
            assertThat(said).noneMatch(words -> words.contains("go on"));

            assertThatThrownBy(() -> EmbeddedLine.start(settings, EmbeddedLineIT::draw, said::add))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("in use by process");

            line.servers().kafka().kill();
            line.servers().elasticsearch().kill();
            await().atMost(Duration.ofSeconds(10)).until(() -> ready(line) == 503);
            await().atMost(Duration.ofMinutes(2)).until(() -> ready(line) == 200);
        }

        try (EmbeddedLine line = EmbeddedLine.start(settings, EmbeddedLineIT::draw, said::add)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> ready(line) == 200);
            assertThat(said).anyMatch(words -> words.contains("go on where they were"));
        }
    }

    @Test
    void aTakenPortLeavesNothingRunning() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = EmbeddedSettings.in(
                    folder,
                    Map.of("api.port", String.valueOf(taken.getLocalPort()), "jobs.checkpoint.interval", "500ms"));

            assertThatThrownBy(() -> EmbeddedLine.start(settings, EmbeddedLineIT::draw, said::add))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("--set api.port=PORT");
        }
        assertThat(ProcessHandle.current().children()).isEmpty();
        DataDirectory.open(folder, 0).close();
    }

    private int ready(EmbeddedLine line) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(line.page() + "/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static void draw(StreamExecutionEnvironment environment, Settings settings) {
        KafkaSource<String> source = KafkaSource.<String>builder()
                .setBootstrapServers(settings.string("kafka.bootstrap", ""))
                .setTopics("throughline.raw")
                .setGroupId("test")
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .setProperty("register.consumer.metrics", "false")
                .build();
        environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "read")
                .uid("read")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }
}
