package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.source.OriginOverrides;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.IndexTemplates;
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
import io.throughline.stream.rules.RuleStages;
import io.throughline.stream.sources.KafkaConfig;
import io.throughline.stream.sources.RawSources;
import io.throughline.stream.types.RecordTypeInfo;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the line costs, stage by stage, on the real servers:
 *
 * <ul>
 *   <li>file to Kafka, acknowledged;
 *   <li>the graph from Kafka to a sink that discards, without detection, with it, and with rules that may change, against a job that only reads the same topic and
 *       discards;
 *   <li>files to Elasticsearch through all of it, against a plain loop that sends the same documents with nothing else running.
 * </ul>
 *
 * The two sides of a ratio run in turn, round after round in one process. A rate is its best round's. A ratio is the median of
 * the rounds' ratios without the first two, in which the JVMs warm up: so a busy neighbour of the machine meets both sides. Starting
 * and ending a bounded job is part of its time.
 */
final class LineBench {
    static final int RECORDS = 1_000_000;

    private static final int PARALLELISM = 2;
    private static final int PARTITIONS = 8;
    private static final int ROUNDS = 6;
    private static final int WARM_UP_ROUNDS = 2;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SHIPPED = "shipped-";

    /** Elasticsearch is the slowest by far: it gets these tenths of the records. */
    private static final int LANDED_TENTHS = 4;

    /** With less, Elasticsearch turns requests away when several are under way, and the figures are those of the pauses. */
    private static final long ELASTICSEARCH_HEAP = 1L << 30;

    private static final String READ = "logs";
    private static final String LANDED = "landed-logs";
    private static final Duration LAND = Duration.ofMinutes(5);

    private final Path folder;
    private final int records;
    private final int landed;
    private final EmbeddedKafka kafka;
    private final EmbeddedElasticsearch elasticsearch;
    private final ElasticsearchClient client;
    private final ObjectNode result = MAPPER.createObjectNode();
    private int shipments;

    private LineBench(
            Path folder,
            int records,
            EmbeddedKafka kafka,
            EmbeddedElasticsearch elasticsearch,
            ElasticsearchClient client) {
        this.folder = folder;
        this.records = records;
        this.landed = records / 10 * LANDED_TENTHS;
        this.kafka = kafka;
        this.elasticsearch = elasticsearch;
        this.client = client;
        result.put("records", records);
        result.put("landed_records", landed);
    }

    /** Everything. */
    static ObjectNode line(int records) throws Exception {
        return with(records, LineBench::all);
    }

    /** The graph alone, for whoever works on it. */
    static ObjectNode graph(int records) throws Exception {
        return with(records, bench -> {
            bench.ship();
            bench.graph();
        });
    }

    private interface Phases {
        void run(LineBench bench) throws Exception;
    }

    private static ObjectNode with(int records, Phases phases) throws Exception {
        ServerOptions options = ServerOptions.forTests();
        try (BenchFolder folder = BenchFolder.create();
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.path().resolve("kafka"), options);
                EmbeddedElasticsearch elasticsearch = EmbeddedElasticsearch.start(
                        folder.path().resolve("elasticsearch"), options.withHeapBytes(ELASTICSEARCH_HEAP));
                ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearch.url()))) {
            IndexTemplates.installWhenUp(client);
            LineBench bench = new LineBench(folder.path(), records, kafka, elasticsearch, client);
            phases.run(bench);
            return bench.result;
        }
    }

    private void all() throws Exception {
        ship();
        graph();
        land();
    }

    /** From files into Elasticsearch, alone. */
    static ObjectNode land(int records) throws Exception {
        return with(records, LineBench::land);
    }

    /**
     * Line and plain loop in turn: the longer Elasticsearch runs, the faster it is. The loop is given the documents that the line
     * has left in the indices; the line wrote some of them several times.
     */
    @SuppressWarnings("try") // An interrupt ends the benchmark, as it should.
    private void land() throws Exception {
        write(LANDED, landed);
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            deleteIndices();
            double seconds;
            try (MiniCluster cluster = cluster()) {
                seconds = wholeLine(cluster, "line-" + round);
            }
            List<IndexDocument> documents = LandedDocuments.read(client);
            result.put("landed_documents", documents.size());
            double line = documents.size() / seconds;
            best("line_records_per_second", "files to Elasticsearch, the line, records", landed / seconds);
            best("line_documents_per_second", "files to Elasticsearch, the line, documents", line);
            deleteIndices();
            long started = System.nanoTime();
            PlainBulkLoop.index(client, documents.iterator());
            double plain = perSecond(documents.size(), started);
            best("plain_loop_documents_per_second", "the same documents to Elasticsearch, a plain loop", plain);
            ratios.add(line / plain);
        }
        result.put("line_to_plain_loop", median(ratios));
    }

    private void ship() throws Exception {
        write(READ, records);
        for (int round = 1; round <= ROUNDS; round++) {
            createTopic(SHIPPED + round);
            best("file_to_kafka_records_per_second", "file to Kafka", shipping(SHIPPED + round));
        }
    }

    @SuppressWarnings("try") // An interrupt ends the benchmark, as it should.
    private void graph() throws Exception {
        List<Double> graphs = new ArrayList<>();
        List<Double> detection = new ArrayList<>();
        List<Double> live = new ArrayList<>();
        try (MiniCluster cluster = cluster()) {
            for (int round = 1; round <= ROUNDS; round++) {
                double bare = bounded(cluster, bareJob(SHIPPED + 1));
                double graph = bounded(cluster, graphJob(SHIPPED + 1, Detection.OFF));
                double detecting = bounded(cluster, graphJob(SHIPPED + 1, Detection.ON));
                double withChanges = bounded(cluster, graphJob(SHIPPED + 1, Detection.WITH_RULES_THAT_MAY_CHANGE));
                best("bare_job_records_per_second", "Kafka to discard, bare", bare);
                best("graph_records_per_second", "Kafka to discard, the graph without detection", graph);
                best("detecting_graph_records_per_second", "Kafka to discard, the graph", detecting);
                best("live_rules_graph_records_per_second", "the same where rules may change meanwhile", withChanges);
                graphs.add(graph / bare);
                detection.add(detecting / graph);
                live.add(withChanges / graph);
            }
        }
        result.put("graph_to_bare_job", median(graphs));
        result.put("detecting_to_graph", median(detection));
        result.put("live_rules_to_graph", median(live));
    }

    private enum Detection {
        OFF,
        ON,
        WITH_RULES_THAT_MAY_CHANGE
    }

    private void write(String logs, int lines) throws IOException {
        say("writing " + lines + " log lines");
        SampleLogs.write(Files.createDirectories(folder.resolve(logs)), lines);
    }

    /** Keeps the best round. */
    private void best(String name, String what, double perSecond) {
        say("%s: %,.0f a second".formatted(what, perSecond));
        result.put(name, Math.max(result.path(name).longValue(), Math.round(perSecond)));
    }

    /** Without the rounds that warm up. */
    private static double median(List<Double> ratios) {
        double[] sorted = ratios.stream()
                .skip(WARM_UP_ROUNDS)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double middle = (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
        return Math.round(1000 * middle) / 1000.0;
    }

    private double shipping(String topic) throws Exception {
        long started = System.nanoTime();
        shipper(READ, topic).run();
        return perSecond(records, started);
    }

    private Shipper shipper(String logs, String topic) {
        Settings settings = settings(topic);
        return new Shipper(
                ShipConfig.from(settings),
                PublishConfig.from(settings),
                new ShipRequest(List.of(folder.resolve(logs).toString()), OriginOverrides.NONE, true),
                progress -> {});
    }

    private Settings settings(String topic) {
        return settings(topic, Map.of());
    }

    private Settings settings(String topic, Map<String, String> others) {
        Map<String, String> values = new HashMap<>();
        values.put("kafka.bootstrap", kafka.bootstrap());
        values.put("kafka.topic.raw", topic);
        values.put("kafka.group", topic);
        values.put("elasticsearch.url", elasticsearch.url());
        values.put("ship.registry", folder.resolve("registry-" + shipments++).toString());
        values.putAll(others);
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

    private StreamExecutionEnvironment graphJob(String topic, Detection detection) {
        StreamExecutionEnvironment env = environment();
        Settings settings = settings(topic, Map.of("detect.enabled", String.valueOf(detection != Detection.OFF)));
        JobConfig config = JobConfig.from(settings);
        RuleStages.Changes changes = detection == Detection.WITH_RULES_THAT_MAY_CHANGE ? noChanges(env) : null;
        ThroughlineJob.draw(
                RawSources.kafkaUntilNow(env, KafkaConfig.from(settings), config),
                changes,
                new DiscardingLanding(),
                config);
        return env;
    }

    /** None come, and a stage waits for them nevertheless. */
    private static RuleStages.Changes noChanges(StreamExecutionEnvironment env) {
        return new RuleStages.Changes(
                env.fromSource(new NumberSequenceSource(0, 0), WatermarkStrategy.noWatermarks(), "no rules")
                        .uid("no-rules")
                        .<RuleChange>flatMap((number, out) -> {})
                        .returns(RecordTypeInfo.of(RuleChange.class))
                        .uid("no-changes"),
                "none");
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
        return perSecond(records, started);
    }

    /** Seconds from the first byte read of a file to the last log document that a search would find, the job running already. */
    private double wholeLine(MiniCluster cluster, String topic) throws Exception {
        createTopic(topic);
        StreamExecutionEnvironment env = environment();
        Configuration checkpoints = new Configuration();
        checkpoints.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
        checkpoints.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        // A job that starts again and again would only look slow.
        checkpoints.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        env.configure(checkpoints);
        ClusterJob.draw(env, settings(topic));
        var graph = env.getStreamGraph().getJobGraph();
        cluster.submitJob(graph).join();
        CompletableFuture<JobResult> ended = cluster.requestJobResult(graph.getJobID());
        while (!runs(cluster, graph.getJobID())) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        long started = System.nanoTime();
        Thread ship = Thread.ofPlatform().start(() -> ship(topic));
        long until = started + LAND.toNanos();
        while (indexed() < landed || count() < landed) {
            if (ended.isDone()) {
                throw new IOException(
                        "the job ended", ended.join().getSerializedThrowable().orElse(null));
            }
            if (System.nanoTime() > until) {
                throw new IOException("only " + count() + " of " + landed + " documents landed within " + LAND);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        ship.join();
        cluster.cancelJob(graph.getJobID()).join();
        return seconds;
    }

    private static boolean runs(MiniCluster cluster, JobID job) {
        for (AccessExecutionVertex task :
                cluster.getArchivedExecutionGraph(job).join().getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }

    private void ship(String topic) {
        try {
            shipper(LANDED, topic).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes so far, at no cost to the one who writes; a refresh at every look would be one. */
    private long indexed() throws IOException {
        return json("GET", "/throughline-logs-*/_stats/indexing")
                .at("/_all/primaries/indexing/index_total")
                .longValue();
    }

    private long count() throws IOException {
        client.call("POST", "/throughline-logs-*/_refresh", null);
        return json("GET", "/throughline-logs-*/_count").path("count").longValue();
    }

    private JsonNode json(String method, String path) throws IOException {
        return MAPPER.readTree(new String(client.call(method, path, null).body(), StandardCharsets.UTF_8));
    }

    private void deleteIndices() {
        for (String day : new String[] {"logs", "flows", "alerts", "reports", "map"}) {
            client.call("DELETE", "/throughline-" + day + "-2026.03.01?ignore_unavailable=true", null);
        }
    }

    private void createTopic(String topic) {
        kafka.createTopic(topic, PARTITIONS);
    }

    private static double perSecond(int records, long startedNanos) {
        return records * 1e9 / (System.nanoTime() - startedNanos);
    }

    private static void say(String words) {
        System.err.println("throughline: " + words);
    }
}
