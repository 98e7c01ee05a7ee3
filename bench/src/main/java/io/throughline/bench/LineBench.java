package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.source.LogFiles;
import io.throughline.core.source.MergedRecords;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.source.OriginResolver;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.IndexTemplates;
import io.throughline.elasticsearch.LogDocument;
import io.throughline.embedded.EmbeddedElasticsearch;
import io.throughline.embedded.EmbeddedKafka;
import io.throughline.embedded.ServerOptions;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.ship.ShipConfig;
import io.throughline.ingest.ship.ShipRequest;
import io.throughline.ingest.ship.Shipper;
import io.throughline.stream.ClusterJob;
import io.throughline.stream.JobConfig;
import io.throughline.stream.JobSettings;
import io.throughline.stream.ThroughlineJob;
import io.throughline.stream.sources.KafkaConfig;
import io.throughline.stream.sources.RawSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the line costs, stage by stage, on the real servers:
 *
 * <ul>
 *   <li>file to Kafka, acknowledged;
 *   <li>the graph from Kafka to a sink that discards, against a job that only reads the same topic and discards;
 *   <li>files to Elasticsearch through all of it, against a plain loop that sends the same log documents with nothing else running.
 * </ul>
 *
 * Each of the two sides of a ratio runs twice in turn; the better run counts, so that neither pays for the other's warm-up.
 */
final class LineBench {
    static final int RECORDS = 400_000;

    private static final int PARALLELISM = 2;
    private static final int PARTITIONS = 4;
    private static final int ROUNDS = 2;
    private static final Duration LAND = Duration.ofMinutes(5);

    private final Path folder;
    private final int records;
    private final EmbeddedKafka kafka;
    private final EmbeddedElasticsearch elasticsearch;
    private final ElasticsearchClient client;
    private int shipments;

    private LineBench(
            Path folder,
            int records,
            EmbeddedKafka kafka,
            EmbeddedElasticsearch elasticsearch,
            ElasticsearchClient client) {
        this.folder = folder;
        this.records = records;
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
        this.client = client;
    }

    static ObjectNode run(int records) throws Exception {
        Path folder = Files.createTempDirectory("throughline-bench");
        Files.createDirectories(folder.resolve("logs"));
        say("writing " + records + " log lines");
        SampleLogs.write(folder.resolve("logs"), records);
        ServerOptions options = ServerOptions.forTests();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), options);
                EmbeddedElasticsearch elasticsearch =
                        EmbeddedElasticsearch.start(folder.resolve("elasticsearch"), options);
                ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearch.url()))) {
            IndexTemplates.installWhenUp(client);
            return new LineBench(folder, records, kafka, elasticsearch, client).measure();
        }
    }

    @SuppressWarnings("try") // An interrupt ends the benchmark, as it should.
    private ObjectNode measure() throws Exception {
        double ship = 0;
        double bare = 0;
        double graph = 0;
        double line = 0;
        double plain = 0;
        String topic = "";
        for (int round = 1; round <= ROUNDS; round++) {
            topic = "bench-" + round;
            createTopic(topic);
            ship = Math.max(ship, report("file to Kafka", shipping(topic)));
        }
        try (MiniCluster cluster = cluster()) {
            for (int round = 1; round <= ROUNDS; round++) {
                bare = Math.max(bare, report("Kafka to discard, bare", bounded(cluster, bareJob(topic))));
                graph = Math.max(graph, report("Kafka to discard, the graph", bounded(cluster, graphJob(topic))));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                deleteIndices();
                line = Math.max(line, report("files to Elasticsearch, the line", wholeLine(cluster, "line-" + round)));
            }
        }
        kafka.close();
        List<IndexDocument> documents = documents();
        for (int round = 1; round <= ROUNDS; round++) {
            deleteIndices();
            long started = System.nanoTime();
            PlainBulkLoop.index(client, documents.iterator());
            plain = Math.max(plain, report("documents to Elasticsearch, a plain loop", perSecond(started)));
        }
        ObjectNode result = new ObjectMapper().createObjectNode();
        result.put("records", records);
        result.put("file_to_kafka_records_per_second", Math.round(ship));
        result.put("graph_records_per_second", Math.round(graph));
        result.put("bare_job_records_per_second", Math.round(bare));
        result.put("graph_to_bare_job", rounded(graph / bare));
        result.put("line_records_per_second", Math.round(line));
        result.put("plain_loop_documents_per_second", Math.round(plain));
        result.put("line_to_plain_loop", rounded(line / plain));
        return result;
    }

    private double shipping(String topic) throws Exception {
        long started = System.nanoTime();
        shipper(topic).run();
        return perSecond(started);
    }

    private Shipper shipper(String topic) {
        Settings settings = settings(topic);
        return new Shipper(
                ShipConfig.from(settings),
                PublishConfig.from(settings),
                new ShipRequest(List.of(folder.resolve("logs").toString()), OriginOverrides.NONE, true),
                progress -> {});
    }

    private Settings settings(String topic) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap", kafka.bootstrap());
        values.put("kafka.topic.raw", topic);
        values.put("kafka.group", topic);
        values.put("elasticsearch.url", elasticsearch.url());
        values.put("ship.registry", folder.resolve("registry-" + shipments++).toString());
        return new Settings(values);
    }

    private static MiniCluster cluster() throws Exception {
        Configuration configuration = JobSettings.inProcess(PARALLELISM);
        configuration.setString("rest.bind-port", "0");
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(PARALLELISM)
                .build());
        cluster.start();
        return cluster;
    }

    private StreamExecutionEnvironment bareJob(String topic) {
        StreamExecutionEnvironment env = environment();
        KafkaConfig config = KafkaConfig.from(settings(topic));
        BareJob.draw(env, config);
        return env;
    }

    private StreamExecutionEnvironment graphJob(String topic) {
        StreamExecutionEnvironment env = environment();
        Settings settings = settings(topic);
        JobConfig config = JobConfig.from(settings);
        ThroughlineJob.draw(
                RawSources.kafkaUntilNow(env, KafkaConfig.from(settings), config.time()),
                new DiscardingLanding(),
                config);
        return env;
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.inProcess(PARALLELISM));
        env.setParallelism(PARALLELISM);
        return env;
    }

    private double bounded(MiniCluster cluster, StreamExecutionEnvironment env) throws Exception {
        long started = System.nanoTime();
        cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
        return perSecond(started);
    }

    /** From the first byte read of a file to the last log document that a search would find. */
    private double wholeLine(MiniCluster cluster, String topic) throws Exception {
        createTopic(topic);
        StreamExecutionEnvironment env = environment();
        Configuration checkpoints = new Configuration();
        checkpoints.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        checkpoints.set(CheckpointingOptions.CHECKPOINT_STORAGE, "jobmanager");
        env.configure(checkpoints);
        ClusterJob.draw(env, settings(topic));
        var graph = env.getStreamGraph().getJobGraph();
        cluster.submitJob(graph).join();
        long started = System.nanoTime();
        Thread ship = Thread.ofPlatform().start(() -> ship(topic));
        long until = started + LAND.toNanos();
        while (count() < records) {
            if (System.nanoTime() > until) {
                throw new IOException("only " + count() + " of " + records + " documents landed within " + LAND);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        double rate = perSecond(started);
        ship.join();
        cluster.cancelJob(graph.getJobID()).join();
        return rate;
    }

    private void ship(String topic) {
        try {
            shipper(topic).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The log documents that the line makes of the files. */
    private List<IndexDocument> documents() throws IOException {
        Normaliser normaliser = new Normaliser(ParseLimits.from(new Settings(Map.of())));
        List<IndexDocument> documents = new ArrayList<>(records);
        try (MergedRecords merged = new MergedRecords(
                LogFiles.expand(List.of(folder.resolve("logs").toString())),
                new OriginResolver("bench", OriginOverrides.NONE))) {
            while (merged.hasNext()) {
                RawRecord raw = merged.next();
                if (normaliser.normalise(raw) instanceof LogEvent event) {
                    documents.add(LogDocument.of(event, event.correlation().traceId()));
                }
            }
        }
        return documents;
    }

    private long count() throws IOException {
        client.call("POST", "/throughline-logs-*/_refresh", null);
        byte[] body = client.call("GET", "/throughline-logs-*/_count", null).body();
        return new ObjectMapper()
                .readTree(new String(body, StandardCharsets.UTF_8))
                .path("count")
                .longValue();
    }

    private void deleteIndices() {
        for (String day : new String[] {"logs", "flows", "alerts", "reports", "map"}) {
            client.call("DELETE", "/throughline-" + day + "-2026.03.01?ignore_unavailable=true", null);
        }
    }

    private void createTopic(String topic) {
        kafka.createTopic(topic, PARTITIONS);
    }

    private double perSecond(long startedNanos) {
        return records * 1e9 / (System.nanoTime() - startedNanos);
    }

    private static double report(String what, double perSecond) {
        say("%s: %,.0f a second".formatted(what, perSecond));
        return perSecond;
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 1000) / 1000.0;
    }

    private static void say(String words) {
        System.err.println("throughline: " + words);
    }
}
