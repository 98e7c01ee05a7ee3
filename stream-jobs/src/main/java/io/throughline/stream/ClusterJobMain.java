package io.throughline.stream;

import io.throughline.core.config.InvalidSettingsException;
import io.throughline.core.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Submits the graph to the cluster that {@code flink run} was given: the jar's main class. Arguments are settings,
 * {@code kafka.bootstrap=broker:9092}, or {@code --config FILE} with one a line; later ones win.
 */
public final class ClusterJobMain {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /** While Elasticsearch is away checkpoints cannot complete; the job waits for it rather than fail. */
    private static final int TOLERATED_CHECKPOINT_FAILURES = 10_000;

    private ClusterJobMain() {}

    public static void main(String[] args) throws Exception {
        Settings settings;
        try {
            settings = settings(args);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("throughline: " + e.getMessage());
            throw e;
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        Configuration checkpoints = new Configuration();
        checkpoints.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                settings.duration(
                        "jobs.checkpoint.interval", CHECKPOINT_INTERVAL, Duration.ofMillis(500), Duration.ofHours(1)));
        checkpoints.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, TOLERATED_CHECKPOINT_FAILURES);
        env.configure(checkpoints);
        ClusterJob.draw(env, settings);
        try {
            settings.verify();
        } catch (InvalidSettingsException e) {
            e.problems().forEach(problem -> System.err.println("throughline: " + problem));
            throw e;
        }
        env.execute(ClusterJob.NAME);
    }

    private static Settings settings(String[] args) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--config") && i + 1 < args.length) {
                values.putAll(read(Path.of(args[++i])));
            } else {
                int equals = args[i].indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException(
                            "'" + args[i] + "' is no setting: write key=value, or --config FILE");
                }
                values.put(args[i].substring(0, equals), args[i].substring(equals + 1));
            }
        }
        return new Settings(values);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
