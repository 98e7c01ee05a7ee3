package io.throughline.stream.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.store.StoreUnavailableException;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.elasticsearch.bulk.RejectedDocuments;
import io.throughline.embedded.EmbeddedElasticsearch;
import io.throughline.embedded.ServerOptions;
import io.throughline.stream.types.RecordTypeInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink and the real server, which dies twice while the job writes; the job itself fails and replays once, too. */
class ElasticsearchSinkIT {
    private static final long DOCUMENTS = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AtomicBoolean FAILED_ONCE = new AtomicBoolean();

    @Test
    void everyDocumentIsThereOnceThoughTheServerIsKilledAndTheJobReplays(@TempDir Path folder) throws Exception {
        ServerOptions options = ServerOptions.forTests().withRestart(true);
        try (EmbeddedElasticsearch server = EmbeddedElasticsearch.start(folder, options);
                ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(server.url()))) {
            CompletableFuture<JobExecutionResult> job = start(server.url());
            untilThereAre(4_000, client, job);
            server.kill();
            untilThereAre(25_000, client, job);
            server.kill();
            // Ends only when its last flush went well; a failed job throws here.
            job.get(PATIENCE.toMinutes(), TimeUnit.MINUTES);

            assertThat(FAILED_ONCE).isTrue();
            await().atMost(PATIENCE).until(() -> count(client) == DOCUMENTS);
        }
    }

    private static void untilThereAre(
            long documents, ElasticsearchClient client, CompletableFuture<JobExecutionResult> job) {
        await().atMost(PATIENCE).failFast("the job ended", job::isDone).until(() -> count(client) > documents);
    }

    private static CompletableFuture<JobExecutionResult> start(String url) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 1_000);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        env.enableCheckpointing(500);
        env.fromSequence(0, DOCUMENTS - 1)
                .map(ElasticsearchSinkIT::document)
                .returns(RecordTypeInfo.of(IndexDocument.class))
                .sinkTo(new ElasticsearchSink(ElasticsearchConfig.of(url), BulkConfig.DEFAULT, Refused::new));
        return env.executeAsync("sink").getJobExecutionResult();
    }

    private static IndexDocument document(long number) {
        // Fails in the second half, when checkpoints have been made.
        if (number == DOCUMENTS - 100 && FAILED_ONCE.compareAndSet(false, true)) {
            throw new IllegalStateException("fails once, as told");
        }
        String json = "{\"@timestamp\":\"2026-03-01T12:00:00.000Z\",\"service.name\":\"shop\",\"message\":\"document "
                + number + " " + "of the many that are written ".repeat(8) + "\"}";
        return new IndexDocument("throughline-logs-2026.03.01", "d" + number, 1, json.getBytes(StandardCharsets.UTF_8));
    }

    /** How many documents can be found; -1 while the server is away. */
    private static long count(ElasticsearchClient client) {
        try {
            client.call("POST", "/throughline-logs-*/_refresh", null);
            byte[] body = client.call("GET", "/throughline-logs-*/_count", null).body();
            return MAPPER.readTree(body).path("count").asLong();
        } catch (StoreUnavailableException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is rejected here. */
    private static final class Refused implements RejectedDocuments {
        @Override
        public void reject(IndexDocument document, String reason) {
            throw new IllegalStateException(document.id() + " " + reason);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
