package io.throughline.stream.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.Privileges;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.wire.ContainerStates;
import io.throughline.stream.JobConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerRisksOverFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String WEB = "a1".repeat(32);
    private static final String ORDERS = "b2".repeat(32);
    private static final String LATER_ORDERS = "c3".repeat(32);
    private static final String GHOST = "d4".repeat(32);
    private static final String OLD = "sha256:" + "11".repeat(32);
    private static final String NEW = "sha256:" + "22".repeat(32);

    private final List<Line> lines = new ArrayList<>();

    @TempDir
    private Path folder;

    private record Line(int second, String text) {}

    private void add(int second, String text) {
        lines.add(new Line(second, text));
    }

    private void state(
            int second, String id, String service, String image, String digest, ContainerState.Action action) {
        Privileges privileges = service.equals("web")
                ? new Privileges(true, true, List.of(), List.of(), List.of("network"), List.of(), null, null, List.of())
                : Privileges.UNKNOWN;
        add(
                second,
                new String(
                        ContainerStates.encode(new ContainerState(
                                TEN.plusSeconds(second),
                                action,
                                "h1",
                                id,
                                service + "-1",
                                service,
                                image,
                                digest,
                                null,
                                null,
                                null,
                                0,
                                null,
                                Map.of(),
                                privileges)),
                        StandardCharsets.UTF_8));
    }

    private void hop(int second, String vantage, String service, String container, @Nullable String peer) {
        long micros = TEN.plusSeconds(second).toEpochMilli() * 1000;
        add(
                second,
                "{\"id\":\"%s-%s-%d-%s\",\"vantage\":\"%s\",\"service\":\"%s\",\"start_us\":%d,\"duration_us\":1000,\"host\":\"h1\",\"container\":\"%s\",\"instance\":\"%s-1\",\"peer\":%s,\"method\":\"GET\",\"path\":\"/things\",\"status\":200,\"trace\":\"%032x\"}"
                        .formatted(
                                service,
                                vantage,
                                second,
                                peer,
                                vantage,
                                service,
                                micros,
                                container,
                                service,
                                peer == null ? "null" : "\"" + peer + "\"",
                                second + 1));
    }

    private void log(int second, String service, String container) {
        add(
                second,
                "{\"@timestamp\":\"%s\",\"message\":\"tick\",\"service.name\":\"%s\",\"container.id\":\"%s\",\"host.name\":\"h1\",\"log.level\":\"INFO\"}"
                        .formatted(TEN.plusSeconds(second), service, container));
    }

    private void scan(int second, String image, String digest, String... critical) {
        List<String> found = Stream.of(critical)
                .map(id -> "{\"VulnerabilityID\":\"" + id + "\",\"Severity\":\"CRITICAL\"}")
                .toList();
        add(
                second,
                "{\"SchemaVersion\":2,\"CreatedAt\":\"%s\",\"ArtifactName\":\"%s\",\"ArtifactType\":\"container_image\",\"Metadata\":{\"RepoDigests\":[\"x@%s\"]},\"Results\":[{\"Vulnerabilities\":[%s]}]}"
                        .formatted(TEN.plusSeconds(second), image, digest, String.join(",", found)));
    }

    private void setuid(int second, String container) {
        add(
                second,
                "{\"time\":\"%s\",\"priority\":\"Notice\",\"rule\":\"Set Setuid or Setgid bit\",\"source\":\"syscall\",\"output\":\"setuid set by chmod\",\"hostname\":\"h1\",\"output_fields\":{\"container.id\":\"%s\",\"proc.name\":\"chmod\"}}"
                        .formatted(TEN.plusSeconds(second), container.substring(0, 12)));
    }

    /** Two hours of a shop of which everything is in order at first. */
    private void shop() {
        state(0, WEB, "web", "registry.example/shop/web@" + OLD, OLD, ContainerState.Action.STARTED);
        state(0, ORDERS, "orders", "registry.example/shop/orders:1", OLD, ContainerState.Action.STARTED);
        scan(-60, "registry.example/shop/orders:1", OLD, "CVE-2026-1");
        for (int second = 60; second < 7_200; second += 20) {
            hop(second, "inbound", "web", WEB, null);
            hop(second, "outbound", "web", WEB, "orders");
            hop(second, "inbound", "orders", ORDERS, null);
            log(second + 1, "orders", ORDERS);
            if (second < 3_600) {
                log(second + 1, "web", WEB);
            }
        }
    }

    private List<JsonNode> alerts(String name, List<Line> order, int parallelism, Map<String, String> settings)
            throws Exception {
        Path logs = Files.createDirectory(folder.resolve(name));
        Files.write(logs.resolve("all.log"), order.stream().map(Line::text).toList());
        Analysis.run(new AnalysisRequest(
                List.of(logs.toString()),
                folder.resolve(name + "-out"),
                "host",
                OriginOverrides.NONE,
                JobConfig.from(new Settings(settings)),
                parallelism));
        return read(name, "alerts.ndjson");
    }

    private List<JsonNode> read(String name, String file) throws Exception {
        List<JsonNode> read = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name + "-out").resolve(file))) {
            read.add(JSON.readTree(line));
        }
        return read;
    }

    private List<Line> inOrder() {
        return lines.stream().sorted(Comparator.comparingInt(Line::second)).toList();
    }

    private static JsonNode only(List<JsonNode> alerts, String rule) {
        List<JsonNode> found = alerts.stream()
                .filter(alert -> rule.equals(alert.path("rule").textValue()))
                .toList();
        assertThat(found).as(rule).hasSize(1);
        return found.getFirst();
    }

    private static List<String> rules(List<JsonNode> alerts) {
        return alerts.stream()
                .map(alert -> alert.path("rule").textValue())
                .filter(rule -> rule.matches("[a-z-]+"))
                .sorted()
                .distinct()
                .toList();
    }

    @Test
    void tellsOfEveryRiskOfItsContainersAndScoresIt() throws Exception {
        shop();
        hop(4_000, "inbound", "ghost", GHOST, null);
        state(5_000, LATER_ORDERS, "orders", "registry.example/shop/orders:1", NEW, ContainerState.Action.STARTED);
        scan(5_500, "registry.example/shop/orders:1", NEW, "CVE-2026-1", "CVE-2026-2");
        setuid(6_005, WEB);
        hop(6_100, "outbound", "web", WEB, "vault");

        List<JsonNode> alerts = alerts("logs", inOrder(), 1, Map.of("inventory.registries", "docker.io"));

        assertThat(rules(alerts))
                .containsExactly(
                        "container-not-in-inventory",
                        "container-silent",
                        "image-new-critical",
                        "image-registry",
                        "image-tag-moved",
                        "image-without-digest",
                        "new-edge",
                        "setuid-then-new-edge");
        JsonNode sequence = only(alerts, "setuid-then-new-edge");
        assertThat(sequence.path("entity").path("container.image.hash.all").textValue())
                .isEqualTo(OLD);
        assertThat(sequence.path("evidence")).hasSize(3);
        assertThat(sequence.path("tags").get(0).textValue()).isEqualTo("OWASP:API8:2023");
        // 0.9 sure, 0.5 sensitive; 0.4 of any exposure, 0.3 reached as a root of the map, 0.2 privileged, 0.05 of
        // unknown age
        assertThat(sequence.path("risk").intValue()).isEqualTo(43);
        assertThat(sequence.path("risk_factors").get(2).path("reason").textValue())
                .isEqualTo("reached from the gateway in the last day; has all privileges, the host's network;"
                        + " not known how old its image is");
        JsonNode edge = alerts.stream()
                .filter(alert -> alert.path("entity").path("peer").asText().equals("vault"))
                .filter(alert -> alert.path("rule").asText().equals("new-edge"))
                .findFirst()
                .orElseThrow();
        assertThat(edge.path("group").textValue())
                .isEqualTo(sequence.path("group").textValue());
        assertThat(read("logs", "risks.ndjson"))
                .anyMatch(risk -> risk.path("name").asText().equals("web")
                        && risk.path("risk").asDouble() > 40);
        assertThat(read("logs", "containers.ndjson"))
                .filteredOn(container -> container.path("id").asText().equals(WEB))
                .singleElement()
                .satisfies(web -> {
                    assertThat(web.path("digest").asText()).isEqualTo(OLD);
                    assertThat(web.path("privileges").get(0).asText()).isEqualTo("all privileges");
                    assertThat(web.path("first_served").asText()).startsWith("2026-11-22T10:01:00");
                    assertThat(web.path("last_log").asText()).startsWith("2026-11-22T10:59:");
                });
        assertThat(only(alerts, "image-new-critical").path("seen").textValue()).contains("CVE-2026-2");
        assertThat(only(alerts, "container-silent").path("time").textValue()).startsWith("2026-11-22T11:0");
    }

    @Test
    void takesTheEndOfAContainerFromDockersOwnEvents() throws Exception {
        shop();
        add(
                3_610,
                "{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"%s\",\"Attributes\":{\"name\":\"web-1\",\"image\":\"registry.example/shop/web\",\"exitCode\":\"0\"}},\"timeNano\":%d000000000}"
                        .formatted(WEB, TEN.plusSeconds(3_610).getEpochSecond()));

        List<JsonNode> alerts = alerts("logs", inOrder(), 1, Map.of());

        assertThat(rules(alerts)).doesNotContain("container-silent").contains("image-without-digest");
    }

    @Test
    void givesTheSameAlertsForAnyOrderAndNumberOfTasks() throws Exception {
        shop();
        hop(4_000, "inbound", "ghost", GHOST, null);
        state(5_000, LATER_ORDERS, "orders", "registry.example/shop/orders:1", NEW, ContainerState.Action.STARTED);
        setuid(6_005, WEB);
        hop(6_100, "outbound", "web", WEB, "vault");
        List<JsonNode> expected = alerts("sorted", inOrder(), 1, Map.of());

        Random random = new Random(7);
        List<Line> shuffled = new ArrayList<>(inOrder());
        for (int from = 0; from + 4 <= shuffled.size(); from += 4) {
            Collections.shuffle(shuffled.subList(from, from + 4), random);
        }
        List<JsonNode> found = alerts("shuffled", shuffled, 2, Map.of("jobs.out-of-orderness", "2m"));

        assertThat(ids(found)).containsExactlyElementsOf(ids(expected));
    }

    private static List<String> ids(List<JsonNode> alerts) {
        return alerts.stream()
                .map(alert -> alert.path("rule").textValue() + " "
                        + alert.path("title").textValue() + " "
                        + alert.path("time").textValue() + " "
                        + alert.path("risk").intValue())
                .sorted()
                .toList();
    }
}
