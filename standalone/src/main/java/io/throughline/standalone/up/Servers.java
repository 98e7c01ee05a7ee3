package io.throughline.standalone.up;

import io.throughline.embedded.EmbeddedElasticsearch;
import io.throughline.embedded.EmbeddedKafka;
import io.throughline.embedded.ServerOptions;
import io.throughline.embedded.ServerStartException;
import io.throughline.standalone.EmbeddedConfig;
import io.throughline.standalone.UserException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import picocli.CommandLine.ExitCode;

/** What takes long to start, started side by side: Kafka, Elasticsearch and Flink. */
record Servers(EmbeddedKafka kafka, EmbeddedElasticsearch elasticsearch, FlinkCluster flink) implements AutoCloseable {
    /**
     * @throws UserException in one line, when one of them does not start; the others are stopped then
     */
    static Servers start(DataDirectory data, EmbeddedConfig servers, FlinkConfig flink) throws InterruptedException {
        CompletableFuture<EmbeddedKafka> kafka = async(
                "kafka",
                () -> EmbeddedKafka.start(
                        data.of("kafka"), ServerOptions.lasting(servers.kafkaPort(), servers.kafkaHeapBytes())));
        CompletableFuture<EmbeddedElasticsearch> elasticsearch = async(
                "elasticsearch",
                () -> EmbeddedElasticsearch.start(
                        data.of("elasticsearch"),
                        ServerOptions.lasting(servers.elasticsearchPort(), servers.elasticsearchHeapBytes())));
        CompletableFuture<FlinkCluster> cluster = async("flink", () -> FlinkCluster.start(flink, data.of("flink")));
        try {
            CompletableFuture.allOf(kafka, elasticsearch, cluster).get();
            return new Servers(kafka.join(), elasticsearch.join(), cluster.join());
        } catch (InterruptedException e) {
            closeIfStarted(cluster, elasticsearch, kafka);
            throw e;
        } catch (ExecutionException e) {
            closeIfStarted(cluster, elasticsearch, kafka);
            if (e.getCause() instanceof ServerStartException problem) {
                throw new UserException(String.valueOf(problem.getMessage()), ExitCode.SOFTWARE);
            }
            throw new IllegalStateException("the servers do not start: " + e.getMessage(), e);
        }
    }

    /** The jobs first, since their last checkpoint needs what they write to. */
    @Override
    public void close() {
        flink.close();
        elasticsearch.close();
        kafka.close();
    }

    private static <T> CompletableFuture<T> async(String name, Supplier<T> start) {
        CompletableFuture<T> started = new CompletableFuture<>();
        Thread.ofPlatform().name("start-" + name).daemon().start(() -> {
            try {
                started.complete(start.get());
            } catch (RuntimeException | Error e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }

    /** One that is still starting when this process ends goes with it. */
    private static void closeIfStarted(CompletableFuture<?>... servers) {
        for (CompletableFuture<?> server : servers) {
            if (server.isDone()
                    && !server.isCompletedExceptionally()
                    && server.join() instanceof AutoCloseable started) {
                try {
                    started.close();
                } catch (Exception e) {
                    throw new IllegalStateException("what was started cannot be stopped", e);
                }
            }
        }
    }
}
