package io.throughline.ingest.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.embedded.EmbeddedKafka;
import io.throughline.embedded.Ports;
import io.throughline.embedded.ServerOptions;
import io.throughline.ingest.publish.PublishConfig;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipper against a real broker, both killed at will. */
class ShipperIT {
    private static final int PARTITIONS = 4;
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path kafkaFolder;

    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    @BeforeAll
    static void startKafka() {
        ServerOptions options = ServerOptions.forTests().withPort(Ports.free()).withRestart(true);
        kafka = EmbeddedKafka.start(kafkaFolder, options);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void shipsEveryLineOfPlainAndPackedFilesAndStops() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int file = 0; file < 3; file++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                lines.add("2026-11-22T10:00:00.%03dZ file %d line %d".formatted(i % 1000, file, i));
                text.append(lines.getLast()).append('\n');
            }
            Path path = folder.resolve(file + (file == 0 ? ".log.gz" : ".log"));
            try (OutputStream out =
                    file == 0 ? new GZIPOutputStream(Files.newOutputStream(path)) : Files.newOutputStream(path)) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        ShipProgress first = shipper("all", true).run();
        ShipProgress second = shipper("all", true).run();

        assertThat(first.records()).isEqualTo(lines.size());
        assertThat(first.pending()).isZero();
        assertThat(second.records()).isZero();
        try (ShippedRecords shipped = new ShippedRecords(kafka.bootstrap(), "all", PARTITIONS)) {
            await().atMost(LONG).until(() -> shipped.reaches(lines.size()));
            shipped.assertWithoutHoles();
            assertThat(shipped.values()).hasSameSizeAs(lines);
            assertThat(new HashSet<>(shipped.values())).isEqualTo(new HashSet<>(lines));
            assertThat(shipped.repeated()).isZero();
        }
    }

    @Test
    void losesNothingWhenItIsKilledAgainAndAgainWhileFilesRotate() throws Exception {
        int lines = 80_000;
        kafka.createTopic("killed", PARTITIONS);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(lines));
        ShipperProcess shipper = new ShipperProcess(settings("killed"), folder + "/app.log*", folder.resolve("out"));
        Random random = new Random();
        try (ShippedRecords shipped = new ShippedRecords(kafka.bootstrap(), "killed", PARTITIONS)) {
            for (int kill = 1; kill <= 5; kill++) {
                long moment = (long) lines * kill / 7 + random.nextInt(lines / 8);
                await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> shipped.reaches(moment));
                shipper.killAndRestart();
            }
            writer.join();
            await().atMost(LONG).until(() -> shipped.reaches(lines));
            assertThat(shipper.alive()).isTrue();
            shipped.assertWithoutHoles();
            assertThat(shipped.values()).hasSize(lines);
            assertThat(new HashSet<>(shipped.values())).hasSize(lines);
            assertThat(shipped.sources()).isEqualTo(lines / 10_000);
        } finally {
            shipper.kill();
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsKilled() throws Exception {
        int lines = 80_000;
        kafka.createTopic("broker", PARTITIONS);
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> write(lines));
        Shipper shipper = shipper("broker", false);
        CompletableFuture<ShipProgress> shipping = CompletableFuture.supplyAsync(() -> run(shipper));
        try (ShippedRecords shipped = new ShippedRecords(kafka.bootstrap(), "broker", PARTITIONS)) {
            await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> shipped.reaches(lines / 3));
            long pid = kafka.status().pid();
            kafka.kill();
            await().atMost(LONG)
                    .until(() -> kafka.status().up() && kafka.status().pid() != pid);
            writer.join();
            await().atMost(LONG).until(() -> shipped.reaches(lines));
            shipped.assertWithoutHoles();
            assertThat(shipped.values()).hasSize(lines);
            assertThat(new HashSet<>(shipped.values())).hasSize(lines);
        } finally {
            shipper.stop();
        }
        assertThat(shipping.join().records()).isGreaterThanOrEqualTo(lines);
    }

    @Test
    void setsAsideARecordThatKafkaRefuses() throws Exception {
        kafka.createTopic("refused", 1);
        Files.writeString(folder.resolve("app.log"), "before\n" + randomText(1_048_500) + "\nafter\n");
        Map<String, String> settings = settings("refused");
        settings.put("kafka.topic.rejected", "refused-rejected");
        ShipProgress progress = shipper(settings, true).run();

        assertThat(progress.records()).isEqualTo(2);
        assertThat(progress.rejected()).isEqualTo(1);
        try (ShippedRecords rejected = new ShippedRecords(kafka.bootstrap(), "refused-rejected", PARTITIONS)) {
            await().atMost(LONG).until(() -> rejected.reaches(1));
        }
    }

    private Shipper shipper(String topic, boolean once) {
        return shipper(settings(topic), once);
    }

    private Shipper shipper(Map<String, String> values, boolean once) {
        Settings settings = new Settings(values);
        return new Shipper(
                ShipConfig.from(settings),
                PublishConfig.from(settings),
                new ShipRequest(List.of(folder + "/*.log*"), OriginOverrides.NONE, once),
                progress -> {});
    }

    private Map<String, String> settings(String topic) {
        return new TreeMap<>(Map.of(
                "kafka.bootstrap",
                kafka.bootstrap(),
                "kafka.topic.raw",
                topic,
                "ship.registry",
                folder.resolve("registry").toString(),
                "ship.scan",
                "20ms",
                "ship.save",
                "50ms",
                "host.name",
                "node-1"));
    }

    private static ShipProgress run(Shipper shipper) {
        try {
            return shipper.run();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    /** Numbered lines, some 20,000 a second, with a rotation by rename every 10,000. */
    private void write(int lines) {
        Path file = folder.resolve("app.log");
        try {
            for (int line = 0; line < lines; line += 10_000) {
                try (BufferedWriter out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
                    for (int i = line; i < line + 10_000; i++) {
                        out.write("line %08d of many that are written\n".formatted(i));
                        if (i % 1000 == 999) {
                            out.flush();
                            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                        }
                    }
                }
                Files.move(file, folder.resolve("app.log." + line / 10_000), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Text that no compression makes small. */
    private static String randomText(int chars) {
        return new Random(2)
                .ints(chars, ' ' + 1, '~')
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }
}
