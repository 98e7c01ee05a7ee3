package io.throughline.ingest.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.mask.MaskConfig;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
    private static final String SHOP = "a".repeat(64);
    private static final String BRIEF = "b".repeat(64);
    private static final String DIGEST = "sha256:" + "d".repeat(64);
    private static final String IMAGE_ID = "sha256:" + "1".repeat(64);

    @TempDir
    private Path folder;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final MemoryIntake intake = new MemoryIntake();
    private Server server = new Server();

    @BeforeEach
    void startAnEngine() throws Exception {
        UnixDomainServerConnector connector = new UnixDomainServerConnector(server);
        connector.setUnixDomainPath(folder.resolve("docker.sock"));
        server.addConnector(connector);
        server.setHandler(new FakeEngine());
        server.start();
    }

    @AfterEach
    void stopTheEngine() throws Exception {
        server.stop();
    }

    @Test
    void knowsARunningContainersImageAndPrivileges() throws Exception {
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();

            ContainerState shop = Objects.requireNonNull(containers.lookup().byId(SHOP));
            assertThat(shop.name()).isEqualTo("shop-orders-1");
            assertThat(shop.service()).isEqualTo("orders");
            assertThat(shop.image()).isEqualTo("registry.example/shop/orders:1.4");
            assertThat(shop.imageDigest()).isEqualTo(DIGEST);
            assertThat(shop.privileges().privileged()).isTrue();
            assertThat(shop.privileges().addedCapabilities()).containsExactly("NET_ADMIN");
            assertThat(shop.privileges().hostNamespaces()).containsExactly("network", "pid");
            assertThat(shop.privileges().hostPaths()).containsExactly("/etc:/host/etc:ro");
            assertThat(shop.privileges().escalation()).isFalse();
        }
    }

    @Test
    void sendsTheStateAsALogRecordOfTheContainer() throws Exception {
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();

            LogEvent event = event("\"seen\"");
            assertThat(event.message()).isEqualTo("container seen: shop-orders-1 (registry.example/shop/orders:1.4)");
            assertThat(event.origin().containerId()).isEqualTo(SHOP);
            assertThat(event.service()).isEqualTo("orders");
            assertThat(event.labels())
                    .containsEntry("event.kind", "asset")
                    .containsEntry("event.action", "container-seen")
                    .containsEntry("container.image.hash.all", DIGEST)
                    .containsEntry("container.security_context.privileged", "true")
                    .containsEntry("container.security_context.host_namespaces", "network, pid");
        }
    }

    @Test
    void knowsAContainerThatIsGoneBeforeItIsAskedFor() throws Exception {
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();
            events.add(happened("start", BRIEF, "\"image\":\"busybox\",\"name\":\"brief\",\"team\":\"blue\""));
            events.add(happened("die", BRIEF, "\"image\":\"busybox\",\"name\":\"brief\",\"exitCode\":\"137\""));

            LogEvent ended = event("\"ended\"");
            assertThat(ended.message()).isEqualTo("container ended: brief (busybox)");
            assertThat(ended.labels()).containsEntry("process.exit_code", "137");
            assertThat(event("\"started\"").labels()).containsEntry("container.labels.team", "blue");
            // The engine's own words are there as well.
            assertThat(event("\"die\"").labels()).containsEntry("event.action", "die");
        }
    }

    @Test
    void masksSecretsOfCommandsThatAreRunInAContainer() throws Exception {
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();
            events.add(happened(
                    "exec_start: psql postgres://shop:hunter2-77@db/orders", SHOP, "\"name\":\"shop-orders-1\""));

            LogEvent event = event("exec_start");
            assertThat(event.labels().get("process.command_line"))
                    .startsWith("psql postgres://shop:")
                    .doesNotContain("hunter2-77");
        }
    }

    @Test
    void goesOnAfterTheEngineWasAway() throws Exception {
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();
            server.stop();
            server = new Server();
            events.add(happened("start", BRIEF, "\"image\":\"busybox\",\"name\":\"brief\""));
            startAnEngine();

            assertThat(event("\"started\"").message()).contains("brief");
        }
    }

    private Containers follow() throws IOException {
        Settings settings = new Settings(Map.of(
                "containers.from",
                "docker",
                "containers.docker.socket",
                folder.resolve("docker.sock").toString(),
                "host.name",
                "node-1"));
        return Containers.follow(ContainersConfig.from(settings, Map.of()), MaskConfig.DEFAULTS, intake);
    }

    private LogEvent event(String words) {
        String record = Awaitility.await("a record with " + words)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> intake.values().stream()
                                .filter(value -> value.contains(words))
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        RawRecord raw =
                new RawRecord("containers:node-1", 0, record.getBytes(StandardCharsets.UTF_8), Origin.ofHost("node-1"));
        return (LogEvent) new Normaliser(ParseLimits.DEFAULTS).normalise(raw);
    }

    private static String happened(String action, String id, String attributes) {
        return "{\"Type\":\"container\",\"Action\":\"" + action + "\",\"Actor\":{\"ID\":\"" + id + "\",\"Attributes\":{"
                + attributes + "}},\"time\":1790000000,\"timeNano\":1790000000123456789}\n";
    }

    /** Answers as the engine's API does, as far as it is asked. */
    private final class FakeEngine extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Request.getPathInContext(request);
            if (path.endsWith("/events")) {
                stream(response, callback);
                return true;
            }
            String body = ANSWERS.getOrDefault(path, "");
            if (body.isEmpty()) {
                response.setStatus(HttpStatus.NOT_FOUND_404);
            }
            Content.Sink.write(response, true, body, callback);
            return true;
        }

        private void stream(Response response, Callback callback) throws IOException, InterruptedException {
            try (var out = Content.Sink.asOutputStream(response)) {
                out.flush();
                while (server.isRunning()) {
                    String event = events.poll(100, TimeUnit.MILLISECONDS);
                    if (event != null) {
                        out.write(event.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                }
            }
            callback.succeeded();
        }
    }

    private static final String SHOP_JSON = """
            {"Id":"%s","Name":"/shop-orders-1","Image":"%s",
             "State":{"Status":"running","ExitCode":0},
             "HostConfig":{"Privileged":true,"CapAdd":["NET_ADMIN"],"CapDrop":null,"NetworkMode":"host","PidMode":"host",
               "IpcMode":"private","Binds":["/etc:/host/etc:ro"],"ReadonlyRootfs":false,"SecurityOpt":["no-new-privileges"]},
             "Config":{"Image":"registry.example/shop/orders:1.4","User":"1000:1000","Env":["KEY=of nobody's business"],
               "Labels":{"com.docker.compose.service":"orders","team":"blue"}}}
            """.formatted(SHOP, IMAGE_ID);

    private static final Map<String, String> ANSWERS = Map.of(
            "/v1.41/containers/json",
            "[{\"Id\":\"" + SHOP + "\"}]",
            "/v1.41/containers/" + SHOP + "/json",
            SHOP_JSON,
            "/v1.41/images/" + IMAGE_ID + "/json",
            "{\"RepoDigests\":[\"registry.example/shop/orders@" + DIGEST + "\"]}");
}
