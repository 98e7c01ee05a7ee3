package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.throughline.core.store.FlowStore.Filter;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.StoreUnavailableException;
import io.throughline.core.store.TimeRange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of answers that are not good ones. */
class ElasticsearchClientTest {
    private static final TimeRange RANGE = new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
    private static final int TOO_MANY_BYTES = 101 << 20;

    private final AtomicReference<@Nullable String> authorization = new AtomicReference<>();
    private final AtomicReference<String> path = new AtomicReference<>("");
    private HttpServer server = serve(200, "{}");

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void nobodyListeningIsAnOutage() {
        server.stop(0);
        assertThatThrownBy(this::find)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void overloadAndOutageAreOutages() {
        for (int status : new int[] {429, 500, 502, 503, 504}) {
            answer(status, "{\"error\":{\"root_cause\":[{\"reason\":\"too busy\"}],\"reason\":\"outer\"}}");
            assertThatThrownBy(this::find)
                    .as("%d", status)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("too busy");
        }
    }

    @Test
    void wrongCredentialsAreNotTheAskersFault() {
        answer(401, "{\"error\":{\"reason\":\"unable to authenticate user [u]\"}}");
        assertThatThrownBy(this::find)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("401 unable to authenticate");
    }

    @Test
    void aProxysPageIsAnOutage() {
        answer(200, "<html>It works!</html>");
        assertThatThrownBy(this::find).isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aSearchThatRanOutOfTimeIsNotGivenAsIfItWereComplete() {
        answer(200, "{\"timed_out\":true,\"hits\":{\"hits\":[]}}");
        assertThatThrownBy(this::find)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("in time");
    }

    @Test
    void anAnswerThatFillsTheMemoryIsRefused() {
        server.stop(0);
        server = serveBytes(TOO_MANY_BYTES);
        server.start();
        assertThatThrownBy(this::find).isInstanceOf(InvalidQueryException.class).hasMessageContaining("fewer items");
    }

    @Test
    void aRedClusterIsNotReady() {
        answer(200, "{\"status\":\"red\"}");
        try (ElasticsearchClient client = client()) {
            assertThatThrownBy(client::check)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("red");
        }
    }

    @Test
    void saysWhoWeAreBelowThePathOfTheUrl() {
        answer(200, "{\"status\":\"green\"}");
        ElasticsearchConfig config = new ElasticsearchConfig(
                List.of(URI.create(url() + "/es")),
                null,
                "jobs",
                "hunter2",
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                false);
        try (ElasticsearchClient client = ElasticsearchClient.open(config)) {
            assertThat(client.check()).contains("as jobs", "green");
        }
        assertThat(authorization).hasValue("Basic am9iczpodW50ZXIy");
        assertThat(path).hasValue("/es/_cluster/health");
    }

    private void find() {
        try (ElasticsearchClient client = client()) {
            new ElasticsearchFlowStore(client).find(Filter.ALL, RANGE, 10, null);
        }
    }

    private ElasticsearchClient client() {
        return ElasticsearchClient.open(ElasticsearchConfig.of(url()));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(int status, String body) {
        server.stop(0);
        server = serve(status, body);
        server.start();
    }

    private HttpServer serve(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return serve(status, bytes.length, out -> out.write(bytes));
    }

    private HttpServer serveBytes(int length) {
        return serve(200, length, out -> {
            byte[] piece = new byte[1 << 20];
            for (int written = 0; written < length; written += piece.length) {
                out.write(piece);
            }
        });
    }

    private HttpServer serve(int status, int length, Body body) {
        try {
            HttpServer serving = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serving.createContext("/", exchange -> {
                authorization.set(exchange.getRequestHeaders().getFirst("Authorization"));
                path.set(exchange.getRequestURI().getPath());
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, length);
                body.write(exchange.getResponseBody());
                exchange.close();
            });
            return serving;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the body of an answer. */
    private interface Body {
        void write(OutputStream out) throws IOException;
    }
}
