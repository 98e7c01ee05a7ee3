package io.throughline.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkClusterIT {
    private static final FlinkConfig CONFIG = new FlinkConfig(1, Duration.ofMillis(200));

    @TempDir
    Path folder;

    @Test
    void aJobGoesOnFromItsLastCheckpointAndPassesOverDamagedOnes() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(CONFIG, folder)) {
            assertThat(cluster.run(FlinkClusterIT::counting)).isEmpty();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            completed().size() == 3 && hasStateFiles(completed().get(2)));
            assertThat(cluster.status()).contains(JobStatus.RUNNING);
        }
        List<Path> kept = completed();
        assertThat(kept).hasSize(3);
        truncate(kept.get(0).resolve("_metadata"));
        truncate(stateFile(kept.get(1)));
        Files.createDirectories(kept.get(0).resolveSibling("chk-999999"));

        try (FlinkCluster cluster = FlinkCluster.start(CONFIG, folder)) {
            Optional<Path> from = cluster.run(FlinkClusterIT::counting);

            assertThat(from).contains(kept.get(2));
            assertThat(kept.get(0).resolveSibling("chk-999999")).doesNotExist();
            assertThat(kept.get(0).resolveSibling("damaged-" + kept.get(0).getFileName()))
                    .exists();
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !completed().isEmpty() && !completed().getFirst().equals(kept.get(2)));
        }
    }

    @Test
    void aJobGoesOnWithoutAStageThatItHadBefore() throws Exception {
        try (FlinkCluster cluster = FlinkCluster.start(CONFIG, folder)) {
            cluster.run(FlinkClusterIT::counting);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !completed().isEmpty() && hasStateFiles(completed().getFirst()));
        }

        try (FlinkCluster cluster = FlinkCluster.start(CONFIG, folder)) {
            Optional<Path> from = cluster.run(environment -> environment
                    .fromSequence(0, Long.MAX_VALUE)
                    .uid("numbers")
                    .sinkTo(new DiscardingSink<>())
                    .uid("nowhere"));

            assertThat(from).isPresent();
        }
    }

    private List<Path> completed() throws Exception {
        return new CheckpointFolder(folder.resolve("checkpoints")).completed();
    }

    private static boolean hasStateFiles(Path checkpoint) throws Exception {
        try (Stream<Path> files = Files.list(checkpoint)) {
            return files.count() > 1;
        }
    }

    private static Path stateFile(Path checkpoint) throws Exception {
        try (Stream<Path> files = Files.list(checkpoint)) {
            return files.filter(file -> !file.endsWith("_metadata")).findFirst().orElseThrow();
        }
    }

    private static void truncate(Path file) throws Exception {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    private static void counting(StreamExecutionEnvironment environment) {
        environment
                .fromSequence(0, Long.MAX_VALUE)
                .uid("numbers")
                .keyBy(number -> number % 1000)
                .process(new Remembering())
                .uid("remembering")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    /** Keeps enough of each key that a checkpoint needs files of its own beside its metadata. */
    private static final class Remembering extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;

        private transient @Nullable ValueState<String> seen;

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.STRING));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            LockSupport.parkNanos(100_000);
            if (seen != null) {
                seen.update("the number " + number + " ".repeat(100));
            }
            out.collect(number);
        }
    }
}
