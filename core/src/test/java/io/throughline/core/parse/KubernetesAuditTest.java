package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KubernetesAuditTest {
    private final Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);

    @Test
    void makesAHopOfACompletedRequest() {
        LogEvent event = Records.event(GatewaySamples.AUDIT);
        Hop hop = Objects.requireNonNull(event.hop());

        assertThat(event.service()).isEqualTo("kube-apiserver");
        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.125Z");
        assertThat(event.message()).isEqualTo("anna create pods shop/orders-1: 201");
        assertThat(event.correlation().requestId()).isEqualTo("ca1ed9f4-7bf4-4c85-81a8-1b11253d1ba6");
        assertThat(hop.start()).isEqualTo("2026-11-22T10:00:00.100Z");
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(25));
        assertThat(hop.operation()).isEqualTo("create pods");
        assertThat(hop.method()).isEqualTo("POST");
        assertThat(hop.path()).isEqualTo("/api/v1/namespaces/shop/pods");
        assertThat(hop.status()).isEqualTo(201);
        assertThat(hop.principal()).isEqualTo("anna");
        assertThat(hop.sourceIp()).isEqualTo("203.0.113.7");
        assertThat(hop.userAgent()).isEqualTo("kubectl/v1.31");
    }

    @Test
    void labelsWhatWasAskedOfWhichObject() {
        assertThat(Records.event(GatewaySamples.AUDIT).labels())
                .containsEntry("event.action", "create")
                .containsEntry("orchestrator.namespace", "shop")
                .containsEntry("orchestrator.resource.type", "pods")
                .containsEntry("orchestrator.resource.name", "orders-1")
                .containsEntry("kubernetes.audit.user.groups", "system:masters, system:authenticated")
                .containsEntry("kubernetes.audit.annotations.authorization.k8s.io/decision", "allow")
                .containsEntry("kubernetes.audit.requestObject.spec.hostNetwork", "true")
                .containsEntry("kubernetes.audit.requestObject.spec.containers.image", "a:1, b:1")
                .containsEntry("kubernetes.audit.requestObject.spec.containers.securityContext.privileged", "true")
                .containsEntry("kubernetes.audit.requestObject.spec.volumes.hostPath.path", "/etc");
    }

    @Test
    void keepsNothingOfWhatAnObjectHolds() {
        assertThat(Records.event(GatewaySamples.AUDIT).toString()).doesNotContain("secret");
    }

    @Test
    void countsARequestOnceThoughEveryStageIsAnEvent() {
        LogEvent started = Records.event(GatewaySamples.AUDIT.replace("ResponseComplete", "ResponseStarted"));

        assertThat(started.hop()).isNull();
        assertThat(started.labels()).containsEntry("kubernetes.audit.stage", "ResponseStarted");
    }

    /** A large object that comes first takes no place from what comes behind it. */
    @Test
    void readsWhatStandsBehindALargeObject() {
        StringBuilder data = new StringBuilder("{\"kind\":\"Event\",\"requestObject\":{\"data\":{");
        for (int i = 0; i < 5000; i++) {
            data.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"v\"");
        }
        LogEvent event = Records.event(data + "}}," + GatewaySamples.AUDIT.substring(1));

        assertThat(Objects.requireNonNull(event.hop()).operation()).isEqualTo("create pods");
        assertThat(event.labels()).containsEntry("throughline.values_left_out", "3976");
    }

    @Test
    void readsEveryEventOfRealClusters() throws IOException {
        JsonMapper json = new JsonMapper();
        List<String> refused = new ArrayList<>();
        int hops = 0;
        int events = 0;
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                if (line.isBlank()) {
                    continue;
                }
                if (!(normaliser.normalise(Records.of(line)) instanceof LogEvent event)
                        || normaliser.form() != Form.KUBERNETES_AUDIT) {
                    refused.add(file.getFileName().toString());
                    continue;
                }
                events++;
                hops += event.hop() == null ? 0 : 1;
                agrees(event, json.readTree(line));
            }
        }

        assertThat(refused).isEmpty();
        assertThat(events).isEqualTo(39);
        assertThat(hops).isEqualTo(37);
    }

    private static void agrees(LogEvent event, JsonNode audit) {
        assertThat(event.service()).isEqualTo("kube-apiserver");
        assertThat(event.timestamp())
                .isEqualTo(Instant.parse(audit.get("stageTimestamp").asText()));
        assertThat(event.labels())
                .containsEntry("event.action", audit.get("verb").asText())
                .containsEntry("user.name", audit.at("/user/username").asText());
        if (audit.at("/objectRef/resource").isTextual()) {
            assertThat(event.labels())
                    .containsEntry(
                            "orchestrator.resource.type",
                            audit.at("/objectRef/resource").asText());
        }
        Hop hop = event.hop();
        if (hop != null) {
            assertThat(hop.start())
                    .isEqualTo(
                            Instant.parse(audit.get("requestReceivedTimestamp").asText()));
            assertThat(hop.status()).isEqualTo(audit.at("/responseStatus/code").asInt());
            assertThat(hop.sourceIp()).isEqualTo(audit.at("/sourceIPs/0").asText());
            assertThat(hop.principal()).isEqualTo(audit.at("/user/username").asText());
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DataSets.find("k8s-audit/events"))) {
            return files.filter(file -> !file.endsWith("fal_01_003.json"))
                    .sorted()
                    .toList();
        }
    }
}
