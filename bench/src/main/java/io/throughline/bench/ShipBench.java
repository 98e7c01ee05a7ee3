package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.embedded.EmbeddedKafka;
import io.throughline.embedded.ServerOptions;
import io.throughline.standalone.ThroughlineMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code throughline ship} against rsyslog's {@code imfile} and {@code omkafka}: each as a process of its own, in turn, on the same
 * files, into topics of the same broker, both idempotent, acknowledged by all replicas, with the same compression, batch and
 * linger. A round lasts from the start of the process until the broker has every record; what the process has used of the
 * processors by then is its cost, with starting up. Ratios are medians of the rounds after the first.
 */
final class ShipBench {
    static final int RECORDS = 8_000_000;

    private static final int ROUNDS = 4;
    private static final int WARM_UP_ROUNDS = 1;
    private static final int PARTITIONS = 8;
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Path folder;
    private final Path logs;
    private final int records;
    private final EmbeddedKafka kafka;

    private ShipBench(Path folder, int records, EmbeddedKafka kafka) throws IOException {
        this.folder = folder;
        this.records = records;
        this.kafka = kafka;
        this.logs = Files.createDirectories(folder.resolve("logs"));
    }

    /** @throws IOException rsyslog is missing, a side ended, or the broker does not have each record once */
    static ObjectNode run(int records) throws IOException, InterruptedException {
        if (!Files.isExecutable(Rsyslog.PROGRAM)) {
            throw new IOException(Rsyslog.PROGRAM + " is missing (Debian: apt-get install rsyslog rsyslog-kafka)");
        }
        try (BenchFolder folder = BenchFolder.create();
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.path().resolve("kafka"), ServerOptions.forTests())) {
            return new ShipBench(folder.path(), records, kafka).rounds();
        }
    }

    private ObjectNode rounds() throws IOException, InterruptedException {
        say("writing " + records + " log lines");
        long bytes = 0;
        for (Path file : SampleLogs.write(logs, records)) {
            bytes += Files.size(file);
        }
        List<Delivered> ours = new ArrayList<>();
        List<Delivered> theirs = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            ours.add(round("ship", round));
            theirs.add(round("rsyslog", round));
        }
        double[] speeds = new double[ROUNDS];
        double[] costs = new double[ROUNDS];
        Arrays.setAll(speeds, i -> theirs.get(i).seconds() / ours.get(i).seconds());
        Arrays.setAll(costs, i -> ours.get(i).processorSeconds() / theirs.get(i).processorSeconds());
        ObjectNode result = MAPPER.createObjectNode();
        result.put("records", records);
        result.put("bytes", bytes);
        figures(result, "ship", ours, bytes);
        figures(result, "rsyslog", theirs, bytes);
        result.put("ship_to_rsyslog_records_per_second", median(speeds));
        result.put("ship_to_rsyslog_processor_seconds_per_record", median(costs));
        return result;
    }

    private Delivered round(String side, int round) throws IOException, InterruptedException {
        String topic = side + "-" + round;
        kafka.createTopic(topic, PARTITIONS);
        Path own = Files.createDirectories(folder.resolve(topic));
        List<String> command =
                side.equals("ship") ? ship(topic, own) : Rsyslog.command(own, logs, kafka.bootstrap(), topic);
        Delivered delivered = Delivery.of(command, own.resolve("output"), kafka.bootstrap(), topic, records, MOST);
        say("%s: %,.0f records a second, %.2f us of processor time a record"
                .formatted(side, records / delivered.seconds(), delivered.processorSeconds() * 1e6 / records));
        return delivered;
    }

    /** As the launcher starts it. */
    private List<String> ship(String topic, Path own) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ThroughlineMain.class.getName(),
                "ship",
                "--set=ship.registry=" + own.resolve("registry"),
                "--set=kafka.topic.raw=" + topic,
                "--kafka=" + kafka.bootstrap(),
                logs.toString());
    }

    private void figures(ObjectNode result, String side, List<Delivered> rounds, long bytes) {
        Delivered best = rounds.getFirst();
        for (Delivered round : rounds) {
            best = round.seconds() < best.seconds() ? round : best;
        }
        result.put(side + "_records_per_second", Math.round(records / best.seconds()));
        result.put(side + "_megabytes_per_second", Math.round(bytes / best.seconds() / 1e6));
        result.put(side + "_processor_microseconds_per_record", rounded(best.processorSeconds() * 1e6 / records));
    }

    private static double median(double[] ratios) {
        double[] sorted = Arrays.copyOfRange(ratios, WARM_UP_ROUNDS, ratios.length);
        Arrays.sort(sorted);
        return rounded((sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2);
    }

    private static double rounded(double figure) {
        return Math.round(1000 * figure) / 1000.0;
    }

    private static void say(String words) {
        System.err.println("throughline: " + words);
    }
}
