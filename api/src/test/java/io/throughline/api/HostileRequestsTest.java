package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.store.StoreUnavailableException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileRequestsTest {
    private static final TestServer SERVER = new TestServer(Map.of("api.max-request", "1k", "api.max-url", "8k"));

    @BeforeEach
    void forget() {
        SERVER.stores.asked.clear();
        SERVER.stores.before = () -> {};
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code) {
        JsonNode problem = TestServer.json(response);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/code").asText()).isEqualTo(code);
        assertThat(problem.at("/type").asText()).isEqualTo("urn:throughline:problem:" + code);
        assertThat(problem.at("/title").asText()).isNotBlank();
        return problem;
    }

    @Test
    void namesEveryProblemOfARequestAtOnce() {
        JsonNode problem = problem(
                SERVER.get("/api/v1/logs?sizee=3&from=yesterday&order=up&cursor=a&cursor=b"), 400, "invalid-parameter");

        assertThat(problem.at("/detail").asText())
                .contains(
                        "'sizee' is no parameter here (did you mean size?); there are: cursor, from, order, q, size, to")
                .contains(
                        "from must be an instant such as 2026-11-22T10:00:00Z, now, or now-15m (units s, m, h, d, w), not"
                                + " 'yesterday'")
                .contains("order must be asc or desc, not 'up'")
                .contains("'cursor' is given twice");
        assertThat(SERVER.stores.asked).isEmpty();
    }

    @Test
    void refusesParametersThatCannotBeDecoded() {
        assertThat(SERVER.rawGet("/api/v1/logs?q=%zz"))
                .startsWith("HTTP/1.1 400")
                .contains("'q=%zz' is not percent-encoded UTF-8");
        assertThat(SERVER.stores.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/logs?size=0",
                "/api/v1/logs?size=1001",
                "/api/v1/logs?size=99999999999999999999",
                "/api/v1/logs?size=-1",
                "/api/v1/logs?from=now-999999999d",
                "/api/v1/logs?from=1969-12-31T23:59:59Z",
                "/api/v1/logs?to=9999-01-01T00:00:00Z",
                "/api/v1/logs?from=%2B1000000000-12-31T23:59:59Z",
                "/api/v1/logs?from=now&to=now-1h",
                "/api/v1/logs/histogram?interval=0s",
                "/api/v1/logs/histogram?interval=1x",
                "/api/v1/logs/histogram?interval=1s",
                "/api/v1/logs/top/..hidden",
                "/api/v1/logs/top/a%20b",
                "/api/v1/logs/top/service.name?size=101",
                "/api/v1/flows?failed=maybe",
                "/api/v1/flows?minDurationMs=1.5",
                "/api/v1/flows?size=201",
                "/api/v1/flows/x?from=now",
                "/api/v1/flows/compare?left=x",
                "/api/v1/flows/compare?right=x",
                "/api/v1/alerts?size=201",
                "/api/v1/apis/orders/report?format=pdf",
                "/api/v1/map?from=<script>",
            })
    void refusesParametersOutOfBoundsBeforeAskingTheStore(String path) {
        HttpResponse<String> response = SERVER.get(path.replace("<", "%3C").replace(">", "%3E"));

        problem(response, 400, "invalid-parameter");
        assertThat(SERVER.stores.asked).isEmpty();
    }

    @Test
    void tellsTheShortestIntervalThatFits() {
        JsonNode problem =
                problem(SERVER.get("/api/v1/logs/histogram?from=now-7d&interval=30s"), 400, "invalid-parameter");

        assertThat(problem.at("/detail").asText())
                .isEqualTo("interval would give more than 500 buckets; the shortest for this range is 1800s");
    }

    @Test
    void tellsWhatIsWrongWithAQuery() {
        JsonNode problem = problem(SERVER.get("/api/v1/logs?q=(oops"), 400, "invalid-query");

        assertThat(problem.at("/detail").asText()).isEqualTo("the bracket at 1 is never closed");
    }

    @Test
    void tellsWhereAQuestionOfStructureCannotBeRead() {
        JsonNode problem =
                problem(SERVER.get("/api/v1/flows?where=gateway+reaches+%3Cscript%3E"), 400, "invalid-query");

        assertThat(problem.at("/detail").asText())
                .isEqualTo("Position 17: expected the name of a service, but found '<'.");
        problem(SERVER.get("/api/v1/flows?where=" + "(".repeat(40) + "error"), 400, "invalid-query");
        problem(SERVER.get("/api/v1/flows?where=" + "not+".repeat(300) + "error"), 400, "invalid-query");
        assertThat(SERVER.stores.asked).isEmpty();
    }

    @Test
    void asksToComeBackWhenTheStoreDoesNotAnswer() {
        SERVER.stores.before = () -> {
            throw new StoreUnavailableException("connect to 10.1.2.3 failed", new IllegalStateException());
        };

        HttpResponse<String> response = SERVER.get("/api/v1/map");

        JsonNode problem = problem(response, 503, "store-unavailable");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(problem.toString()).doesNotContain("10.1.2.3");
    }

    @Test
    void tellsNothingOfABugButTheIdItWasLoggedUnder() {
        SERVER.stores.before = () -> {
            throw new IllegalStateException("secret detail");
        };

        HttpResponse<String> response = SERVER.get("/api/v1/alerts");

        JsonNode problem = problem(response, 500, "internal");
        assertThat(problem.at("/id").asText()).matches("[0-9a-f-]{36}");
        assertThat(response.body())
                .doesNotContain("secret")
                .doesNotContain("IllegalState")
                .doesNotContain("at io.");
    }

    @Test
    void survivesAnErrorInAStore() {
        SERVER.stores.before = () -> {
            throw new StackOverflowError("deep");
        };

        HttpResponse<String> response = SERVER.get("/api/v1/alerts");
        SERVER.stores.before = () -> {};

        problem(response, 500, "internal");
        assertThat(SERVER.get("/api/v1/alerts").statusCode()).isEqualTo(200);
    }

    @Test
    void givesUpOnAQuestionThatTakesTooLong() {
        try (TestServer slow = new TestServer(Map.of("api.query-timeout", "100ms"))) {
            CountDownLatch never = new CountDownLatch(1);
            slow.stores.before = () -> await(never);

            problem(slow.get("/api/v1/map"), 504, "query-timeout");

            // The store was interrupted, so its place is free again.
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(slow.get("/metrics").body()).contains("throughline_api_queries_running 0.0"));
        }
    }

    @Test
    void refusesMoreQuestionsThanItMayAskAtOnce() {
        try (TestServer narrow = new TestServer(Map.of("api.max-queries", "1"))) {
            CountDownLatch release = new CountDownLatch(1);
            narrow.stores.before = () -> await(release);
            Thread first = Thread.ofVirtual().start(() -> narrow.get("/api/v1/map"));
            Awaitility.await().until(() -> !narrow.stores.asked.isEmpty());

            HttpResponse<String> response = narrow.get("/api/v1/alerts");

            problem(response, 503, "too-busy");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(narrow.get("/health").statusCode()).isEqualTo(200);
            release.countDown();
            Awaitility.await().until(() -> !first.isAlive());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void answersOnlyGetAndHead(String method) {
        HttpResponse<String> response = SERVER.send(
                HttpRequest.newBuilder(SERVER.uri("/api/v1/logs")).method(method, HttpRequest.BodyPublishers.noBody()));

        problem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void refusesLargeBodies() {
        HttpResponse<String> response = SERVER.send(HttpRequest.newBuilder(SERVER.uri("/api/v1/logs"))
                .method("GET", HttpRequest.BodyPublishers.ofString("x".repeat(2_000))));

        problem(response, 413, "too-large");
    }

    @Test
    void refusesLongAddressesAndHeaders() {
        assertThat(SERVER.rawGet("/api/v1/logs?q=" + "x".repeat(10_000)))
                .startsWith("HTTP/1.1 414")
                .contains("too-large");
        assertThat(SERVER.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(10_000)
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("too-large");
        problem(SERVER.get("/api/v1/logs?q=" + "x".repeat(4_097)), 400, "invalid-parameter");
    }

    @Test
    void answersOnlyToItsOwnNamesOnLoopback() {
        for (String host : new String[] {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080"}) {
            assertThat(SERVER.raw("GET /api/v1/logs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421")
                    .contains("wrong-host")
                    .contains("X-Content-Type-Options: nosniff");
        }
        for (String host : new String[] {"localhost", "LOCALHOST:1", "127.0.0.1:8080", "[::1]:8080"}) {
            assertThat(SERVER.raw("GET /api/v1/logs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(SERVER.stores.asked).hasSize(4);
    }

    @Test
    void answersToMoreNamesWhereTheSettingsNameThem() {
        try (TestServer named = new TestServer(Map.of("api.allowed-hosts", "logs.example, other"))) {
            assertThat(named.raw("GET /health HTTP/1.1\r\nHost: Logs.Example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(named.raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void setsSecurityHeadersOnEveryAnswerAndAllowsNoOtherOrigin() {
        for (String path : new String[] {"/", "/api/v1/logs", "/api/v1/nothing", "/health", "/assets/none.js"}) {
            HttpResponse<String> response = SERVER.get(path, "Origin", "https://evil.example");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("script-src 'self';")
                    .contains("frame-ancestors 'none'");
            assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
            assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(response.headers().firstValue("Server")).isEmpty();
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET /api/v1/logs HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET /api/v1/flows/%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /api/v1/flows/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Key: AA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
            })
    void answersNonsenseWithAProblem(String request) {
        assertThat(SERVER.raw(request))
                .matches("(?s)HTTP/1\\.1 [45]\\d\\d .*")
                .contains("application/problem+json")
                .contains("X-Content-Type-Options: nosniff")
                .doesNotContain("Exception")
                .doesNotContain("<html");
    }
}
