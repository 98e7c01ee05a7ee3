package io.throughline.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.throughline.core.model.Vantage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * One service of the shop: a real HTTP server on loopback that logs every request it serves and every call it makes, reads the
 * trace context that it is given and passes it on.
 */
final class ShopService implements AutoCloseable {
    private final Container container;
    private final Behaviour behaviour;
    private final boolean passesTraceContext;
    private final ServiceLog log;
    private final Network network;
    private final Ledger ledger;
    private final Random random;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param passesTraceContext false for a service whose HTTP client knows nothing of traces */
    ShopService(
            Container container,
            Behaviour behaviour,
            boolean passesTraceContext,
            ServiceLog log,
            Network network,
            Ledger ledger,
            Random random)
            throws IOException {
        this.container = container;
        this.behaviour = behaviour;
        this.passesTraceContext = passesTraceContext;
        this.log = log;
        this.network = network;
        this.ledger = ledger;
        this.random = random;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
        network.register(container.service(), server.getAddress().getPort());
    }

    ServiceLog log() {
        return log;
    }

    Random random() {
        return random;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Instant start = log.now();
            exchange.getRequestBody().readAllBytes();
            boolean proxy = container.service().equals("gateway");
            TraceContext span = TraceContext.received(proxy ? null : header(exchange, TraceContext.HEADER), random);
            String requestId = proxy ? requestId() : header(exchange, Network.REQUEST_ID);
            String user = header(exchange, Network.USER);
            String path = exchange.getRequestURI().getPath();
            ledger.hop(container.service(), Vantage.INBOUND, span);
            Answer answer = answer(new Request(this, exchange.getRequestMethod(), path, span, requestId, user));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            Instant end = log.now();
            // Written before the answer is sent: whoever has the answer can rely on the line.
            log.call(new Call(
                    Vantage.INBOUND,
                    end,
                    Duration.between(start, end),
                    exchange.getRequestMethod(),
                    path,
                    answer.status(),
                    null,
                    peerAddress(exchange),
                    span,
                    requestId,
                    user,
                    header(exchange, "User-Agent"),
                    body.length));
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(Request request) throws IOException {
        try {
            return behaviour.answer(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.error(503, "shutting down");
        }
    }

    /** A call to another service, logged by its caller whatever becomes of it. */
    Answer call(Request cause, String peer, String method, String path) throws IOException, InterruptedException {
        Instant start = log.now();
        TraceContext span = cause.span().child(random);
        ledger.hop(container.service(), Vantage.OUTBOUND, span);
        Map<String, String> headers = new LinkedHashMap<>();
        if (passesTraceContext) {
            headers.put(TraceContext.HEADER, span.traceparent());
            putIfKnown(headers, Network.REQUEST_ID, cause.requestId());
            putIfKnown(headers, Network.USER, cause.user());
        }
        headers.put(Network.ADDRESS, container.address());
        Answer answer = send(peer, method, path, headers);
        Instant end = log.now();
        log.call(new Call(
                Vantage.OUTBOUND,
                end,
                Duration.between(start, end),
                method,
                path,
                answer.status(),
                peer,
                Container.of(peer).address(),
                span,
                passesTraceContext ? cause.requestId() : null,
                passesTraceContext ? cause.user() : null,
                null,
                answer.body().length()));
        return answer;
    }

    /** Hands a request on under its own span: a proxy writes one line for both ends. */
    Answer forward(Request request, String peer) throws IOException, InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(TraceContext.HEADER, request.span().traceparent());
        putIfKnown(headers, Network.REQUEST_ID, request.requestId());
        putIfKnown(headers, Network.USER, request.user());
        headers.put(Network.ADDRESS, container.address());
        return send(peer, request.method(), request.path(), headers);
    }

    private Answer send(String peer, String method, String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        try {
            return network.send(peer, method, path, headers);
        } catch (IOException e) {
            log.note("ERROR", "shop.http.Client", peer + " does not answer: " + e.getMessage(), null);
            return Answer.error(504, peer + " does not answer");
        }
    }

    /** Where the request seems to come from: the caller's container, or the customer behind the load balancer. */
    private static String peerAddress(HttpExchange exchange) {
        String address = header(exchange, Network.ADDRESS);
        return address != null
                ? address
                : exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    /** As nginx's {@code $request_id}: 32 hex digits. */
    private String requestId() {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static void putIfKnown(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.close();
        log.close();
    }
}
