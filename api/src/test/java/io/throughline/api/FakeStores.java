package io.throughline.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Flow;
import io.throughline.core.store.AlertFilter;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.ContainerFilter;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.InventoryStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stores that give the samples for any question and remember what they were asked. */
final class FakeStores implements LogStore, AlertStore, ReportStore, InventoryStore {
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** Runs before every answer; throws what the store should throw. */
    volatile Runnable before = () -> {};

    Stores stores() {
        return new Stores(this, new Flows(), this, this, this);
    }

    private void ask(Object... question) {
        asked.add(List.of(question).toString());
        before.run();
    }

    @Override
    public Page<ObjectNode> search(
            String query, TimeRange range, int size, boolean ascending, @Nullable String cursor) {
        ask("search", query, range.from(), range.to(), size, ascending, String.valueOf(cursor));
        if (query.contains("(")) {
            throw new InvalidQueryException("the bracket at 1 is never closed");
        }
        return new Page<>(List.of(Samples.event("e-b", "orders", "ERROR", "no stock")), 10_000, false, "next");
    }

    @Override
    public List<Bucket> histogram(String query, TimeRange range, Duration interval) {
        ask("histogram", query, range.from(), range.to(), interval);
        return List.of(new Bucket(Samples.NOON, 3, 1));
    }

    @Override
    public List<Top> top(String query, TimeRange range, String field, int size) {
        ask("top", query, field, size);
        return List.of(new Top("orders", 3));
    }

    @Override
    public List<ObjectNode> ofFlow(String flowId) {
        ask("ofFlow", flowId);
        return List.of(Samples.event("e-b", "orders", "ERROR", "no stock"));
    }

    @Override
    public Page<Alert> find(AlertFilter filter, TimeRange range, int size, @Nullable String cursor) {
        ask("alerts", filter, range.from(), range.to(), size, String.valueOf(cursor));
        return new Page<>(List.of(Samples.alert()), 1, true, null);
    }

    @Override
    public Optional<Alert> get(String id) {
        ask("alert", id);
        return Optional.of(Samples.alert()).filter(alert -> alert.id().equals(id));
    }

    @Override
    public List<RuleCount> countByRule(TimeRange range) {
        ask("countByRule", range.from(), range.to());
        return List.of(new RuleCount("new-edge", 1, 7, 2, Samples.NOON));
    }

    @Override
    public List<EntityRisk> risk(String kind, String name, TimeRange range) {
        ask("risk", kind, name);
        return List.of(Samples.risk(name, 40, 0), Samples.risk(name, 20, 7_200));
    }

    @Override
    public List<EntityRisk> risks(@Nullable String kind, TimeRange range) {
        ask("risks", String.valueOf(kind));
        return List.of(Samples.risk("stock", 30, -60), Samples.risk("orders", 40, -7_200));
    }

    @Override
    public List<ContainerVersion> containers(Instant at, ContainerFilter filter, int size) {
        ask("containers", at, filter, size);
        return List.of(Samples.container("orders-1"), Samples.container("orders-2"))
                .subList(0, Math.min(2, size + 1));
    }

    @Override
    public List<ContainerVersion> history(String key, int size) {
        ask("history", key, size);
        ContainerVersion version = Samples.container("orders-1");
        return key.equals(version.key()) ? List.of(version, version) : List.of();
    }

    @Override
    public List<ApiMinute> apiMinutes(String service, TimeRange range) {
        ask("apiMinutes", service);
        return service.equals("orders")
                ? List.of(
                        Samples.minute(0, 2, 0, Map.of("gateway", 2L), 1_000, 2_000),
                        Samples.minute(1, 2, 1, Map.of("gateway", 1L, "batch", 1L), 3_000, 100_000))
                : List.of();
    }

    @Override
    public List<ApiSummary> apis(TimeRange range) {
        ask("apis", range.from(), range.to());
        return List.of(
                new ApiSummary("orders", "GET", "/orders/{id}", 4, 1),
                new ApiSummary("orders", "POST", "/orders", 6, 0));
    }

    @Override
    public List<EdgeMinute> edges(TimeRange range) {
        ask("edges", range.from(), range.to());
        return List.of(
                Samples.edge("orders", "stock", 5, 1, 1_000, 2_000, 90_000),
                Samples.edge("gateway", "orders", 9, 0, 5_000));
    }

    /** Its methods have the names of the alerts', so it is a class of its own. */
    private final class Flows implements FlowStore {
        @Override
        public Page<Flow> find(Filter filter, TimeRange range, int size, @Nullable String cursor) {
            ask("flows", filter, range.from(), range.to(), size, String.valueOf(cursor));
            return new Page<>(List.of(Samples.flow()), 1, true, null);
        }

        @Override
        public Optional<Flow> get(String id) {
            ask("flow", id);
            return Optional.of(Samples.flow()).filter(flow -> flow.id().equals(id));
        }
    }
}
