package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexTemplates;
import io.throughline.embedded.EmbeddedElasticsearch;
import io.throughline.embedded.EmbeddedKafka;
import io.throughline.embedded.ServerOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs' jar on a standalone cluster of several processes, one of which is killed while it works. */
@Tag("alone")
class ClusterIT {
    private static final Duration LAND = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    @Test
    void landsEveryFlowThoughATaskManagerIsKilled() throws Exception {
        Path script = TrainTicket.checkout().resolve("scripts/flink-cluster");
        Path cluster = folder.resolve("cluster");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), ServerOptions.forTests());
                EmbeddedElasticsearch elasticsearch =
                        EmbeddedElasticsearch.start(folder.resolve("elasticsearch"), ServerOptions.forTests())) {
            kafka.createTopic("throughline.raw", 4);
            kafka.createTopic("throughline.rejected", 4);
            try (ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearch.url()))) {
                IndexTemplates.installWhenUp(client);
            }
            run(script, "start", cluster.toString());
            try {
                run(
                        script,
                        "submit",
                        cluster.toString(),
                        "kafka.bootstrap=" + kafka.bootstrap(),
                        "elasticsearch.url=" + elasticsearch.url(),
                        "jobs.checkpoint.interval=2s");
                try (Program ship = Program.start(
                        folder.resolve("ship.out"),
                        "ship",
                        TrainTicket.containers().resolve("*.log.gz").toString(),
                        "--once",
                        "--set=data.dir=" + folder.resolve("shipper"),
                        "--kafka=" + kafka.bootstrap())) {
                    awaitSomeLanded(elasticsearch.url());
                    killOneOfTheTaskManagersThatWorks(cluster);
                    assertThat(ship.awaitEnd(LAND)).isZero();
                }
                Landed.awaitAllOf(TrainTicket.linesOfTraces(), elasticsearch.url(), LAND);
            } finally {
                run(script, "stop", cluster.toString());
            }
        }
    }

    private static void awaitSomeLanded(String url) {
        try (ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(url))) {
            Awaitility.await("the first documents")
                    .atMost(Duration.ofMinutes(2))
                    .ignoreExceptions()
                    .until(() -> new String(
                                    client.call("GET", "/throughline-logs-*/_count", null)
                                            .body(),
                                    StandardCharsets.UTF_8)
                            .matches("\\{\"count\":[1-9].*"));
        }
    }

    /** With two slots each and parallelism two, one TaskManager may hold the whole job: that one has to go. */
    private static void killOneOfTheTaskManagersThatWorks(Path cluster) throws IOException {
        for (String line : Files.readAllLines(cluster.resolve("pids"))) {
            String[] words = line.split(" ");
            if (words[0].startsWith("taskmanager")
                    && Files.readString(cluster.resolve(words[0] + ".log")).contains("to RUNNING")) {
                ProcessHandle.of(Long.parseLong(words[1])).orElseThrow().destroyForcibly();
                return;
            }
        }
        throw new AssertionError("no TaskManager has a task that runs");
    }

    private static void run(Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
