package io.throughline.elasticsearch;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Model objects with every member set, for the tests of documents. */
final class Samples {
    static final Instant TIME = Instant.parse("2023-01-29T08:42:10.176365235Z");
    static final String TRACE = "93bead877ae15b6d9cdf1c1569881314";

    private Samples() {}

    static LogEvent event(String message) {
        return new LogEvent(
                "0123456789abcdef0123456789abcdef",
                "node-1/ts-order.log",
                4711,
                TIME,
                "ts-order-service",
                new Origin(
                        "node-1",
                        "ts-order-service",
                        "c0ffee",
                        "ts-order-1",
                        "ts/order:1",
                        "shop",
                        "/var/log/o.log",
                        null),
                "ERROR",
                "o.c.OrderController",
                "http-1",
                message,
                new Correlation(TRACE, "0b3fba9c4ba54a89", "ff3fba9c4ba54a89", "r-1"),
                null,
                Map.of());
    }

    static LogEvent access(String message) {
        LogEvent plain = event(message);
        Hop hop = new Hop(
                "hop-1",
                Vantage.INBOUND,
                "ts-order-service",
                "ts-order-1",
                TIME,
                Duration.ofMillis(12),
                "GET /orders/{id}",
                "ts-gateway",
                "10.0.0.1:443-10.0.0.2:80",
                "GET",
                "/orders/7",
                503,
                10L,
                2_000L,
                "alice",
                "10.0.0.9",
                "curl/8");
        return new LogEvent(
                plain.id(),
                plain.source(),
                plain.offset(),
                plain.timestamp(),
                plain.service(),
                plain.origin(),
                plain.level(),
                null,
                null,
                message,
                plain.correlation(),
                hop,
                Map.of("tenant", "blue", "cart.size", "3"));
    }

    static FlowHop hop(String id, Instant start, Duration duration) {
        return new FlowHop(
                id,
                "parent",
                EdgeEvidence.PARENT_SPAN,
                0.75,
                List.of(new FlowHop.Other("another", 0.2), new FlowHop.Other("a-third", 0.05)),
                Vantage.OUTBOUND,
                "ts-order-service",
                "ts-order-1",
                "node-1",
                "GET /orders/{id}",
                "ts-payment",
                "0b3fba9c4ba54a89",
                start,
                duration,
                200,
                true,
                List.of("e1", "e2"));
    }

    static Flow flow(Instant start, Instant end, int lines, boolean closed, FlowHop... hops) {
        return new Flow(
                TRACE,
                TRACE,
                start,
                end,
                "ts-gateway",
                "GET /orders/{id}",
                200,
                true,
                List.of("ts-gateway", "ts-order-service"),
                List.of(hops),
                lines,
                2,
                closed);
    }
}
