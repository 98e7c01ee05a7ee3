package io.throughline.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.model.Risk;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A gateway calls orders, orders calls stock and fails: the same story in all the documents. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final String FLOW_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    private Samples() {}

    public static ObjectNode event(String id, String service, String level, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@timestamp", NOON.toString())
                .put("event.id", id)
                .put("service.name", service)
                .put("log.level", level)
                .put("message", message)
                .put("trace.id", FLOW_ID);
    }

    public static Flow flow() {
        return new Flow(
                FLOW_ID,
                FLOW_ID,
                NOON,
                NOON.plusMillis(120),
                "gateway",
                "GET /orders/{id}",
                502,
                true,
                List.of("gateway", "orders", "stock"),
                List.of(
                        hop("a", null, FlowHop.EdgeEvidence.TRACE, 1, "gateway", 0, 120, 502),
                        hop("b", "a", FlowHop.EdgeEvidence.PARENT_SPAN, 1, "orders", 10, 100, 500),
                        hop("c", "b", FlowHop.EdgeEvidence.INFERENCE, 0.6, "stock", 20, 80, null)),
                2,
                0,
                true);
    }

    private static FlowHop hop(
            String id,
            @Nullable String parent,
            FlowHop.EdgeEvidence evidence,
            double confidence,
            String service,
            long offsetMs,
            long durationMs,
            @Nullable Integer status) {
        return new FlowHop(
                id,
                parent,
                evidence,
                confidence,
                Vantage.INBOUND,
                service,
                service + "-1",
                "node-1",
                "GET /" + service,
                null,
                null,
                NOON.plusMillis(offsetMs),
                Duration.ofMillis(durationMs),
                status,
                status != null && status >= 500,
                List.of("e-" + id));
    }

    public static Alert alert() {
        return new Alert(
                        "alert-1",
                        "new-edge",
                        1,
                        Alert.Severity.HIGH,
                        "orders calls a service that it never called",
                        NOON,
                        NOON.minusSeconds(60),
                        NOON,
                        Map.of("service.name", "orders", "peer", "vault"),
                        "calls to stock only, in 3 h of learning",
                        "1 call to vault",
                        List.of("T1210"),
                        List.of(new Evidence("e-b", FLOW_ID, "node-1/orders.log", 4_096)),
                        1)
                .scored(
                        List.of("T1210"),
                        List.of("OWASP:API8:2023"),
                        new Risk(
                                42,
                                List.of(new Risk.Factor("confidence", 0.7, "as usual for the rule")),
                                "alert-1",
                                2,
                                List.of(new Risk.Related("alert-2", "error-burst", "orders fails")),
                                null));
    }

    public static EntityRisk risk(String service, double risk, long seconds) {
        return new EntityRisk(
                "service",
                service,
                NOON.plusSeconds(seconds),
                risk,
                Duration.ofHours(2),
                1,
                List.of(new EntityRisk.Part("alert-1", "new-edge", "orders calls vault", risk)));
    }

    public static ContainerVersion container(String name) {
        return new ContainerVersion(
                "c:" + name,
                NOON.minusSeconds(3_600),
                NOON.minusSeconds(3_600),
                NOON,
                ContainerState.Action.STARTED,
                "node-1",
                "orders",
                "0123456789ab",
                name,
                "registry.example/orders:1",
                "sha256:" + "1".repeat(64),
                List.of("all privileges"),
                NOON,
                null,
                NOON,
                NOON,
                null);
    }

    public static EdgeMinute edge(String caller, String callee, long calls, long errors, long... latenciesUs) {
        return new EdgeMinute(caller, callee, NOON, calls, errors, latencies(latenciesUs));
    }

    public static ApiMinute minute(
            int minute, long requests, long errors, Map<String, Long> callers, long... latenciesUs) {
        return new ApiMinute(
                "orders",
                "GET",
                "/orders/{id}",
                NOON.plus(Duration.ofMinutes(minute)),
                requests,
                errors,
                latencies(latenciesUs),
                callers,
                requests);
    }

    private static LatencyHistogram latencies(long... micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        LongStream.of(micros).forEach(histogram::add);
        return histogram;
    }
}
