package io.throughline.standalone.up;

import io.throughline.api.ApiServer;
import io.throughline.api.CannotListenException;
import io.throughline.api.rules.RuleShelf;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexTemplates;
import io.throughline.ingest.buffer.CannotBufferException;
import io.throughline.ingest.buffer.IntakeLine;
import io.throughline.ingest.publish.KafkaRuleStore;
import io.throughline.ingest.publish.Topics;
import io.throughline.ingest.receive.CannotReceiveException;
import io.throughline.ingest.receive.Receivers;
import io.throughline.standalone.LogSetup;
import io.throughline.standalone.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole line on one machine, from the broker to the pages, over one data directory. */
public final class EmbeddedLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedLine.class);

    private final Settings settings;
    private final LineConfig config;
    private final Progress progress;
    /** What was started, the last first. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private @Nullable Servers servers;
    private @Nullable URI page;
    private List<String> addresses = List.of();

    private EmbeddedLine(Settings settings, Progress progress) {
        this.settings = settings;
        this.config = LineConfig.from(settings);
        this.progress = progress;
    }

    /**
     * Starts all of it and returns when it serves.
     *
     * @throws UserException in one line, when something is in the way; nothing is left running then
     */
    public static EmbeddedLine start(Settings settings, LineJob job, Progress progress)
            throws IOException, InterruptedException {
        EmbeddedLine line = new EmbeddedLine(settings, progress);
        try {
            line.start(job);
            return line;
        } catch (IOException | InterruptedException | RuntimeException e) {
            line.close();
            throw e;
        }
    }

    /** For shippers, {@code host:port}. */
    public String kafka() {
        return servers().kafka().bootstrap();
    }

    /** Such as {@code http://127.0.0.1:19200}. */
    public String elasticsearch() {
        return servers().elasticsearch().url();
    }

    /** Of the pages and the API, without a path. */
    public URI page() {
        return Objects.requireNonNull(page, "not started");
    }

    /** Where other shippers may send to: each protocol and its address. */
    public List<String> receivers() {
        return addresses;
    }

    Servers servers() {
        return Objects.requireNonNull(servers, "not started");
    }

    private void start(LineJob job) throws IOException, InterruptedException {
        DataDirectory data =
                opened(DataDirectory.open(config.data().folder(), config.data().minFreeBytes()));
        LogSetup.toFile(data.of("logs"), config.log());
        PortCheck.require(config.servers().kafkaPort(), "embedded.kafka.port");
        PortCheck.require(config.servers().elasticsearchPort(), "embedded.elasticsearch.port");
        PortCheck.require(config.api().port(), "api.port");
        PortCheck.require(config.receive().forward().port(), "receive.forward.port");
        PortCheck.require(config.receive().http().port(), "receive.http.port");
        PortCheck.require(config.receive().otlp().port(), "receive.otlp.port");
        PortCheck.require(config.receive().syslog().port(), "receive.syslog.port");

        progress.say("starting Kafka, Elasticsearch and Flink ...");
        Servers running = opened(Servers.start(data, config.servers(), config.flink()));
        servers = running;
        try (ElasticsearchClient client = ElasticsearchClient.open(ElasticsearchConfig.of(elasticsearch()))) {
            IndexTemplates.installWhenUp(client);
        }
        if (!Topics.create(config.topics().withBootstrap(kafka()))) {
            throw new UserException("the broker that was just started does not answer; its log is kafka/server.log in "
                    + config.data().folder());
        }

        KafkaRuleStore rules = opened(new KafkaRuleStore(config.ruleTopic().withBootstrap(kafka())));
        rules.make();
        Optional<Path> checkpoint = running.flink().run(environment -> job.draw(environment, ofRunningServers()));
        checkpoint.ifPresent(from -> progress.say("the jobs go on where they were"));
        page = serve(running, data, receive(), rules);
    }

    private ReceiveHealth receive() {
        try {
            IntakeLine line = opened(IntakeLine.open(
                    config.topics().withBootstrap(kafka()),
                    config.receive().disk(),
                    config.receive().bufferBytes()));
            Receivers receivers = opened(Receivers.start(config.receive(), line.intake()));
            addresses = receivers.addresses();
            return new ReceiveHealth(line, receivers);
        } catch (CannotReceiveException | CannotBufferException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private Settings ofRunningServers() {
        return settings.with(Map.of("kafka.bootstrap", kafka(), "elasticsearch.url", elasticsearch()));
    }

    private URI serve(Servers running, DataDirectory data, ReceiveHealth receive, KafkaRuleStore rules) {
        try {
            ApiServer api = opened(ApiServer.create(
                    config.api(),
                    ElasticsearchConfig.of(elasticsearch()),
                    new RuleShelf(
                            rules,
                            GivenRules.read(config.rules()),
                            config.rules().window()),
                    receive,
                    LineHealth.of(running, data, config.data().minFreeBytes(), receive)));
            api.start();
            return URI.create("http://" + config.api().host() + ":" + api.port());
        } catch (CannotListenException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    /** Stops what was started, in the reverse order; says so when it takes a while. */
    @Override
    public void close() {
        long startNanos = System.nanoTime();
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The rest must be stopped all the same.
                LOG.warn("{} could not be stopped in order", part.getClass().getSimpleName(), e);
            }
        }
        LOG.info(
                "stopped in {} ms",
                Duration.ofNanos(System.nanoTime() - startNanos).toMillis());
    }
}
