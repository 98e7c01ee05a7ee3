package io.throughline.stream.behaviour;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.FlowTraits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "http://169.254.169.254/latest/meta-data/",
                "169.254.169.254:80",
                "[fd00:ec2::254]:80",
                "fd00:ec2::254",
                "metadata.google.internal.",
                "https://kubernetes.default.svc:443",
                "10.96.0.1:443",
                "172.16.5.4:6443",
                "KUBERNETES.default"
            })
    void knowsTheApiServerAndTheMetadataServiceByNameAndAddress(String peer) {
        assertThat(ControlPlane.is(peer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders", "169.254.169.25", "10.96.0.10:53", "metadata-store", "kubernetes-dashboard", "::1", ""
            })
    void takesNothingElseForThem(String peer) {
        assertThat(ControlPlane.is(peer)).isFalse();
    }

    @Test
    void aVersionIsASegmentOfItsOwnAndTheEarlierIsBeforeTheLater() {
        ApiVersion first = ApiVersion.in("GET /api/v1/orders/{id}").orElseThrow();

        assertThat(first.laterIn(Set.of("GET /api/v2/orders/{id}"))).isPresent();
        assertThat(first.laterIn(Set.of("GET /api/v1.1/orders/{id}"))).isPresent();
        assertThat(first.laterIn(Set.of("GET /api/v2/users", "GET /api/v1/orders/{id}")))
                .isEmpty();
        assertThat(ApiVersion.in("POST /shop.v3.Orders/List")).isPresent();
        assertThat(ApiVersion.in("GET /preview/vienna")).isEmpty();
    }

    @Test
    void aLaterVersionIsOfTheSamePathOrOfItsWordsInAnotherCombination() {
        ApiVersion first = ApiVersion.in("GET /v1/trips/a/b").orElseThrow();

        assertThat(first.laterIn(Set.of("GET /v2/trips/a/b", "GET /v2/users"))).contains("GET /v2/trips/a/b");
        assertThat(first.laterIn(
                        Set.of("GET /v2/trips/a/c", "GET /v2/trips/a/d", "GET /v2/trips/a/e", "GET /v2/trips/c/b")))
                .isPresent();
        assertThat(first.laterIn(Set.of("GET /v2/users", "GET /v0/trips/a/b"))).isEmpty();
    }

    @Test
    void sensitiveWordsAreWholeWordsOfThePath() {
        List<String> words = List.of("user", "admin");

        assertThat(SensitiveWords.of(words, "GET /api/user-list")).contains("user");
        assertThat(SensitiveWords.of(words, "GET /getUser/{id}")).contains("user");
        assertThat(SensitiveWords.of(words, "GET /administration")).isEmpty();
    }

    @Test
    void readsOperationsOfOpenApiAndOfSwaggerWithTheirBasePaths(@TempDir Path folder) throws IOException {
        Path three = Files.writeString(folder.resolve("orders.yaml"), """
                openapi: 3.0.3
                servers: [{url: 'https://shop.example/api/v1'}]
                paths:
                  /orders/{orderId}:
                    parameters: []
                    get: {responses: {}}
                  /orders:
                    post: {responses: {}}
                """);
        Path two = Files.writeString(
                folder.resolve("users.json"),
                "{\"swagger\":\"2.0\",\"basePath\":\"/u\",\"paths\":{\"/{name}\":{\"get\":{}}}}");

        OpenApiDocuments documents = OpenApiDocuments.read(
                List.of("orders=" + three, "users=" + two, "lost=" + folder.resolve("none"), "x"));

        assertThat(documents.operations())
                .containsOnlyKeys("orders", "users")
                .containsEntry("orders", List.of("GET /api/v1/orders/{orderId}", "POST /api/v1/orders"))
                .containsEntry("users", List.of("GET /u/{name}"));
        assertThat(documents.knows("orders", "GET /api/v1/orders/{id}")).isTrue();
        assertThat(documents.knows("orders", "- /api/v1/orders/")).isTrue();
        assertThat(documents.knows("orders", "DELETE /api/v1/orders/{id}")).isFalse();
        assertThat(documents.knows("orders", "GET /api/v1/orders/{id}/raw")).isFalse();
    }

    @Test
    void ofRulesThatAreNoneNothingIsTaken() {
        assertThat(PathRule.read(List.of("GET /a -> b", "nonsense", "-> c", "/d/* ->")))
                .containsExactly(new PathRule("GET /a", "b"));
    }

    private static FlowTraits flow(String entry, String... services) {
        Evidence evidence = new Evidence("event", "flow", "file", 1);
        List<FlowTraits.Place> reached = new ArrayList<>();
        for (String service : services) {
            reached.add(new FlowTraits.Place(service, "GET /x", evidence));
        }
        return new FlowTraits(
                "flow", at(0), at(60_000), new FlowTraits.Place("gateway", entry, evidence), true, reached, List.of());
    }

    @Test
    void aRuleIsAboutAnEntryAndAServiceThatItsFlowsReach() {
        PathRule rule = new PathRule("GET /hotels/*", "payment");
        PathRule ofAnyMethod = new PathRule("/hotels", "payment");

        assertThat(rule.broken(flow("GET /hotels/{id}", "geo", "payment"))).isPresent();
        assertThat(rule.broken(flow("HTTP GET /hotels/{id}", "payment"))).isPresent();
        assertThat(rule.broken(flow("POST /hotels/{id}", "payment"))).isEmpty();
        assertThat(rule.broken(flow("GET /hotels/{id}", "geo"))).isEmpty();
        assertThat(ofAnyMethod.broken(flow("POST /hotels", "payment"))).isPresent();
    }

    @Test
    void flowsThatBreakOneRuleSoonAfterOneAnotherAreOneAlert() {
        PathRuleDetector detector = new PathRuleDetector();
        PathRule rule = new PathRule("GET /hotels", "payment");
        List<Alert> alerts = new ArrayList<>();
        PathRuleDetector.@Nullable Breaches state = null;
        for (int i = 0; i < 4; i++) {
            FlowTraits flow = flow("GET /hotels", "payment");
            Breach breach = Breach.of(rule, flow, flow.reached().getFirst());
            state = detector.observe(state, breach, alerts::add);
        }

        assertThat(alerts).extracting(Alert::count).containsExactly(1L, 2L, 4L);
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.getFirst().id());
        assertThat(alerts.getLast().title()).contains("GET /hotels -> payment");
    }

    @Test
    void manyWhereFewAreExpectedAreLessLikelyTheMoreTheyAre() {
        assertThat(Chance.poisson(0, 3)).isZero();
        assertThat(Chance.poisson(5, 3)).isEqualTo(1);
        assertThat(Chance.poisson(1, 10)).isLessThan(Chance.poisson(1, 5)).isLessThan(1e-5);
    }
}
