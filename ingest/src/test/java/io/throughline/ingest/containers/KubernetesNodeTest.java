package io.throughline.ingest.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.mask.MaskConfig;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.Origin;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.source.OriginResolver;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesNodeTest {
    private static final String UID = "0f3a1c9e-52d1-4d0c-8f5e-2b7f8f7f0a11";
    private static final String ID = "c".repeat(64);
    private static final String DIGEST = "sha256:" + "d".repeat(64);
    private static final String END_OF_WATCH = "";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final MemoryIntake intake = new MemoryIntake();
    private final Server server = new Server();
    private volatile String pods = "";
    private int port;

    @BeforeEach
    void startAnApiServer() throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new FakeApiServer());
        server.start();
        port = connector.getLocalPort();
        Files.writeString(folder.resolve("token"), "of-the-kubelet\n");
    }

    @AfterEach
    void stopTheApiServer() throws Exception {
        server.stop();
    }

    @Test
    void addsToAPodsLogFileWhatItsPathLeavesOut() throws Exception {
        pods = pod("running", 2, "\"privileged\":false");
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();

            Origin origin = new OriginResolver("node-1", OriginOverrides.NONE, containers.lookup())
                    .resolve(Path.of("/var/log/pods/shop_orders-6d8f7c5b9f-x2x7p_" + UID + "/app/2.log"));
            assertThat(origin.containerId()).isEqualTo(ID);
            assertThat(origin.image()).isEqualTo("registry.example/orders:2");
            assertThat(origin.service()).isEqualTo("orders");
            assertThat(origin.containerName()).isEqualTo("orders-6d8f7c5b9f-x2x7p");

            Origin earlier = new OriginResolver("node-1", OriginOverrides.NONE, containers.lookup())
                    .resolve(Path.of("/var/log/pods/shop_orders-6d8f7c5b9f-x2x7p_" + UID + "/app/1.log"));
            assertThat(earlier.containerId())
                    .as("another life of the container")
                    .isNull();
        }
    }

    @Test
    void tellsWhatWasSaidOfPrivilegesFromWhatWasNot() throws Exception {
        pods = pod("running", 0, "\"capabilities\":{\"add\":[\"SYS_PTRACE\"],\"drop\":[\"ALL\"]}");
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();

            ContainerState app = Objects.requireNonNull(containers.lookup().byPod(UID, "app", 0));
            assertThat(app.imageDigest()).isEqualTo(DIGEST);
            assertThat(app.privileges().escalation()).as("absent, not false").isNull();
            assertThat(app.privileges().addedCapabilities()).containsExactly("SYS_PTRACE");
            assertThat(app.privileges().hostNamespaces()).containsExactly("pid");
            assertThat(app.privileges().hostPaths()).containsExactly("/var/run/docker.sock:ro");
            assertThat(app.labels()).containsEntry("app", "orders");
        }
    }

    @Test
    void isToldOfWhatChangesAndGoesOnWhereAWatchEnded() throws Exception {
        pods = pod("running", 0, "");
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();
            changes.add(change("MODIFIED", pod("ended", 0, ""), "12"));
            changes.add(END_OF_WATCH);
            changes.add(change("DELETED", pod("ended", 0, ""), "13"));

            awaitRecord("\"ended\"", "\"process.exit_code\":\"137\"");
            awaitRecord("\"removed\"", ID);
            assertThat(requests).anyMatch(request -> request.contains("resourceVersion=12"));
            assertThat(requests).allMatch(request -> request.startsWith("Bearer of-the-kubelet "));
            assertThat(Objects.requireNonNull(containers.lookup().byId(ID)).action())
                    .isEqualTo(Action.REMOVED);
        }
    }

    @Test
    void listsAgainWhereTheServerKnowsTheVersionNoMore() throws Exception {
        pods = pod("running", 0, "");
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();
            pods = "";
            changes.add("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}\n");

            awaitRecord("\"removed\"", ID);
        }
    }

    @Test
    void sendsNothingTwiceThatHasNotChanged() throws Exception {
        pods = pod("running", 0, "");
        try (Containers containers = follow()) {
            assertThat(containers.awaitList(Duration.ofSeconds(20))).isTrue();
            changes.add(change("MODIFIED", pod("running", 0, ""), "12"));
            changes.add(change("MODIFIED", pod("ended", 0, ""), "13"));

            awaitRecord("\"ended\"", ID);
            assertThat(intake.values()).hasSize(2);
        }
    }

    private Containers follow() throws IOException {
        Settings settings = new Settings(Map.of(
                "containers.from",
                "kubernetes",
                "containers.kubernetes.url",
                "http://127.0.0.1:" + port,
                "containers.kubernetes.token",
                folder.resolve("token").toString(),
                "host.name",
                "node-1"));
        return Containers.follow(ContainersConfig.from(settings, Map.of()), MaskConfig.DEFAULTS, intake);
    }

    private void awaitRecord(String... words) {
        Awaitility.await("a record with " + String.join(", ", words))
                .atMost(Duration.ofSeconds(20))
                .until(() -> intake.values().stream()
                        .anyMatch(record -> List.of(words).stream().allMatch(record::contains)));
    }

    private static String change(String type, String pod, String version) {
        return "{\"type\":\"" + type + "\",\"object\":" + pod.replace("\"VERSION\"", "\"" + version + "\"") + "}\n";
    }

    private static String pod(String state, int restarts, String securityContext) {
        String now = state.equals("running")
                ? "{\"running\":{\"startedAt\":\"2026-11-20T10:00:00Z\"}}"
                : "{\"terminated\":{\"exitCode\":137,\"finishedAt\":\"2026-11-20T11:00:00Z\"}}";
        return """
                {"metadata":{"name":"orders-6d8f7c5b9f-x2x7p","namespace":"shop","uid":"%s","resourceVersion":"VERSION",
                  "labels":{"app":"orders","pod-template-hash":"6d8f7c5b9f"},
                  "ownerReferences":[{"kind":"ReplicaSet","name":"orders-6d8f7c5b9f","controller":true}]},
                 "spec":{"hostPID":true,"volumes":[{"name":"docker","hostPath":{"path":"/var/run/docker.sock"}}],
                  "containers":[{"name":"app","image":"registry.example/orders:2","securityContext":{%s},
                    "volumeMounts":[{"name":"docker","mountPath":"/docker.sock","readOnly":true}]}]},
                 "status":{"containerStatuses":[{"name":"app","restartCount":%d,"containerID":"containerd://%s",
                    "imageID":"registry.example/orders@%s","state":%s}]}}
                """.formatted(UID, securityContext, restarts, ID, DIGEST, now).replaceAll("\\s*\\R\\s*", "");
    }

    /** Lists, and keeps a watch open until it is told to end it. */
    private final class FakeApiServer extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String query = String.valueOf(request.getHttpURI().getQuery());
            requests.add(request.getHeaders().get("Authorization") + " " + query);
            assertThat(query).contains("fieldSelector=spec.nodeName%3Dnode-1");
            if (query.contains("watch=1")) {
                watch(response, callback);
            } else {
                Content.Sink.write(
                        response,
                        true,
                        "{\"metadata\":{\"resourceVersion\":\"11\"},\"items\":[" + pods + "]}",
                        callback);
            }
            return true;
        }

        private void watch(Response response, Callback callback) throws IOException, InterruptedException {
            try (var out = Content.Sink.asOutputStream(response)) {
                out.flush();
                while (server.isRunning()) {
                    String change = changes.poll(100, TimeUnit.MILLISECONDS);
                    if (END_OF_WATCH.equals(change)) {
                        break;
                    }
                    if (change != null) {
                        out.write(change.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                }
            }
            callback.succeeded();
        }
    }
}
