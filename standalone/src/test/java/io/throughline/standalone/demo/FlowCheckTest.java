package io.throughline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.throughline.core.model.Vantage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlowCheckTest {
    private static final Instant FROM = Instant.parse("2026-11-22T08:00:00Z");

    private final Random random = new Random(3);
    private final TraceContext root = TraceContext.newTrace(random);
    private final TraceContext child = root.child(random);
    private final Map<String, List<Ledger.Entry>> truth = Map.of(
            root.traceId(),
            List.of(
                    new Ledger.Entry("gateway", Vantage.INBOUND, root),
                    new Ledger.Entry("orders", Vantage.INBOUND, child)));

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final AtomicInteger busyAnswers = new AtomicInteger();
    private HttpServer api;
    private LineClient line;

    @BeforeEach
    void open() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = answers.getOrDefault(exchange.getRequestURI().getPath(), "")
                        .getBytes(StandardCharsets.UTF_8);
                if (busyAnswers.getAndDecrement() > 0) {
                    exchange.sendResponseHeaders(503, -1);
                    return;
                }
                exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        api.start();
        line = new LineClient(URI.create("http://127.0.0.1:" + api.getAddress().getPort()));
        answers.put("/api/v1/flows", flows(2));
        answers.put("/api/v1/flows/" + root.traceId(), flow("hop-of-gateway"));
    }

    @AfterEach
    void close() {
        line.close();
        api.stop(0);
    }

    @Test
    void aFlowWithAllHopsUnderTheirCausesIsPerfect() throws Exception {
        FlowCheck check = new FlowCheck(truth);

        assertThat(check.look(line, FROM)).isEqualTo(new FlowCheck.Result(1, 1, 1, 0, 0));
        assertThat(check.compareEdges(line, 10)).isEqualTo(new FlowCheck.Result(1, 1, 1, 1, 1));
        assertThat(check.compareEdges(line, 10).perfect()).isTrue();
    }

    @Test
    void aHopUnderAWrongParentIsNotJoined() throws Exception {
        answers.put("/api/v1/flows/" + root.traceId(), flow("hop-of-orders"));
        FlowCheck check = new FlowCheck(truth);

        check.look(line, FROM);

        assertThat(check.compareEdges(line, 10)).isEqualTo(new FlowCheck.Result(1, 1, 1, 1, 0));
    }

    @Test
    void aFlowThatLacksAHopIsFoundButNotComplete() throws Exception {
        answers.put("/api/v1/flows", flows(1));

        assertThat(new FlowCheck(truth).look(line, FROM)).isEqualTo(new FlowCheck.Result(1, 1, 0, 0, 0));
    }

    @Test
    void aTraceWithoutAFlowIsMissing() throws Exception {
        answers.put("/api/v1/flows", "{\"items\":[],\"total\":0,\"totalIsExact\":true,\"cursor\":null}");

        assertThat(new FlowCheck(truth).look(line, FROM)).isEqualTo(new FlowCheck.Result(1, 0, 0, 0, 0));
    }

    @Test
    void asksAgainWhereTheApiCannotAnswerNow() throws Exception {
        busyAnswers.set(1);

        assertThat(new FlowCheck(truth).look(line, FROM)).isEqualTo(new FlowCheck.Result(1, 1, 1, 0, 0));
    }

    private String flows(int hops) {
        return "{\"items\":[{\"id\":\"%s\",\"hopCount\":%d,\"droppedHops\":0}],\"cursor\":null}"
                .formatted(root.traceId(), hops);
    }

    private String flow(String parentOfOrders) {
        return """
                {"hops":[{"id":"hop-of-gateway","parent":null,"span":"%s"},
                         {"id":"hop-of-orders","parent":"%s","span":"%s"}]}""".formatted(root.spanId(), parentOfOrders, child.spanId());
    }
}
