package io.throughline.standalone.senders;

import static org.awaitility.Awaitility.await;

import io.throughline.embedded.EmbeddedElasticsearch;
import io.throughline.embedded.EmbeddedKafka;
import io.throughline.embedded.Ports;
import io.throughline.embedded.ServerOptions;
import io.throughline.standalone.line.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The roles as processes of their own between a broker and Elasticsearch, each on ports that it keeps when it is started again. */
final class SenderStack implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final String TOPIC = "throughline.raw";
    private static final int PARTITIONS = 4;
    private static final long BROKER_HEAP = 384L << 20;
    private static final long SEARCH_HEAP = 1L << 30;

    private final Path folder;
    private final Sender.Addresses addresses;
    private final EmbeddedKafka kafka;
    private final EmbeddedElasticsearch elasticsearch;
    private final Program jobs;
    private Program receive;
    private Program ship;
    private int starts;

    private SenderStack(Path folder) throws IOException {
        this.folder = folder;
        Path shipped = Files.createDirectories(folder.resolve("shipped"));
        this.kafka = EmbeddedKafka.start(folder.resolve("kafka"), ServerOptions.lasting(Ports.free(), BROKER_HEAP));
        kafka.createTopic(TOPIC, PARTITIONS);
        this.elasticsearch = EmbeddedElasticsearch.start(
                folder.resolve("elasticsearch"), ServerOptions.forTests().withHeapBytes(SEARCH_HEAP));
        this.addresses = new Sender.Addresses(
                Ports.free(), Ports.free(), Ports.free(), Ports.free(), kafka.bootstrap(), shipped);
        this.jobs = startJobs();
        this.receive = startReceiver();
        this.ship = startShipper();
    }

    /** Returns when all of it is ready. */
    static SenderStack start(Path folder) throws IOException {
        SenderStack stack = new SenderStack(folder);
        stack.jobs.awaitSaying("the jobs start", START);
        stack.receive.awaitSaying("receives", START);
        return stack;
    }

    Sender.Addresses addresses() {
        return addresses;
    }

    String elasticsearchUrl() {
        return elasticsearch.url();
    }

    private Program startJobs() throws IOException {
        return Program.start(
                folder.resolve("jobs.out"),
                "jobs",
                "--data=" + folder.resolve("jobs"),
                "--set=kafka.bootstrap=" + kafka.bootstrap(),
                "--set=elasticsearch.url=" + elasticsearch.url());
    }

    private Program startReceiver() throws IOException {
        return Program.start(
                folder.resolve("receive-" + starts++ + ".out"),
                "receive",
                "--kafka=" + kafka.bootstrap(),
                // So that what was read is safe within milliseconds, also while the broker is away.
                "--set=receive.buffer.path=" + folder.resolve("buffer"),
                "--set=receive.forward.port=" + addresses.forward(),
                "--set=receive.http.port=" + addresses.http(),
                "--set=receive.otlp.port=" + addresses.otlp(),
                "--set=receive.syslog.port=" + addresses.syslog());
    }

    private Program startShipper(String... more) throws IOException {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "ship";
        arguments[1] = addresses.shipped() + "/*.log";
        arguments[2] = "--set=data.dir=" + folder.resolve("shipper");
        arguments[3] = "--kafka=" + kafka.bootstrap();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Program.start(folder.resolve("ship-" + starts++ + ".out"), arguments);
    }

    /** {@code kill -9}, and another one in its place at once. */
    void killReceiver() throws IOException {
        receive.kill();
        receive = startReceiver();
    }

    /** {@code kill -9}, and another one in its place at once. */
    void killShipper() throws IOException {
        ship.kill();
        ship = startShipper();
    }

    /** {@code kill -9}; it is started again by who minds it. One that was killed a moment ago may not be up again yet. */
    void killBroker() {
        await("broker").atMost(START).until(() -> kafka.status().up());
        kafka.kill();
    }

    /** Waits until nothing comes any more from programs that do not say when they have sent all. */
    void awaitSilence(Duration most) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            AtomicReference<Map<TopicPartition, Long>> before = new AtomicReference<>(Map.of());
            await("nothing more in Kafka").atMost(most).pollInterval(SILENCE).until(() -> {
                Map<TopicPartition, Long> now = ends(admin);
                return now.equals(before.getAndSet(now));
            });
        }
    }

    /** Waits until all has gone through: the files to their ends, and Kafka's records to Elasticsearch. */
    void awaitAllOfIt(Duration most) throws IOException, InterruptedException, ExecutionException {
        ship.close();
        try (Program rest = startShipper("--once")) {
            if (rest.awaitEnd(most) != 0) {
                throw new AssertionError("the shipper failed");
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            // Programs of others do not say when they have sent all; and the jobs commit what is in Elasticsearch.
            await("all of Kafka's records in Elasticsearch")
                    .atMost(most)
                    .pollInterval(Duration.ofSeconds(1))
                    .during(Duration.ofSeconds(8))
                    .ignoreExceptions()
                    .until(() -> committed(admin).equals(ends(admin)));
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws InterruptedException, ExecutionException {
        return admin
                .listOffsets(IntStream.range(0, PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                        .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static Map<TopicPartition, Long> committed(Admin admin) throws InterruptedException, ExecutionException {
        return admin
                .listConsumerGroupOffsets("throughline-jobs")
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Whether what nobody kills is still there. */
    List<String> dead() {
        return jobs.alive() ? List.of() : List.of("jobs");
    }

    @Override
    public void close() {
        ship.close();
        receive.close();
        jobs.close();
        elasticsearch.close();
        kafka.close();
    }
}
