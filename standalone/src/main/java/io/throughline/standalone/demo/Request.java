package io.throughline.standalone.demo;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A request in the hands of the service that serves it, with what that service can do on its behalf. */
final class Request {
    private final ShopService service;
    private final String method;
    private final String path;
    private final TraceContext span;
    private final @Nullable String requestId;
    private final @Nullable String user;

    Request(
            ShopService service,
            String method,
            String path,
            TraceContext span,
            @Nullable String requestId,
            @Nullable String user) {
        this.service = service;
        this.method = method;
        this.path = path;
        this.span = span;
        this.requestId = requestId;
        this.user = user;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    TraceContext span() {
        return span;
    }

    @Nullable
    String requestId() {
        return requestId;
    }

    @Nullable
    String user() {
        return user;
    }

    Random random() {
        return service.random();
    }

    /** The path's last segment. */
    String lastSegment() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** True once in {@code n} times on average. */
    boolean oneIn(int n) {
        return random().nextInt(n) == 0;
    }

    /** Takes the time that a computation or a query takes: at least so many milliseconds, with a tail as in real life. */
    void work(double atLeastMs, double usuallyMoreMs) throws InterruptedException {
        double ms = atLeastMs - usuallyMoreMs * Math.log(1 - random().nextDouble() * 0.999);
        TimeUnit.MICROSECONDS.sleep((long) (ms * 1_000));
    }

    /** Calls another service on behalf of this request; both ends log it. */
    Answer call(String peer, String callMethod, String callPath) throws IOException, InterruptedException {
        return service.call(this, peer, callMethod, callPath);
    }

    /** Hands the request on as it is, as a proxy does. */
    Answer forward(String peer) throws IOException, InterruptedException {
        return service.forward(this, peer);
    }

    void note(String level, String logger, String message) throws IOException {
        service.log().note(level, logger, message, span);
    }
}
