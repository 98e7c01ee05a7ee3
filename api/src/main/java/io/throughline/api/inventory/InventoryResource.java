package io.throughline.api.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.Route;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.store.ContainerFilter;
import io.throughline.core.store.InventoryStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code inventory/containers} and {@code inventory/images}: what ran at an instant; {@code inventory/containers/{key}}: what one was, and when. */
public final class InventoryResource implements Route.Resource {
    private static final int MAX_CONTAINERS = 1_000;

    /** Of one container, days and states. */
    private static final int MAX_VERSIONS = 500;

    /** Of all images together, the latest. */
    private static final int MAX_SCANS = 1_000;

    private static final Duration SCANS_OF = Duration.ofDays(30);

    private final InventoryStore inventory;
    private final LogStore logs;
    private final Asker asker;

    public InventoryResource(InventoryStore inventory, LogStore logs, Asker asker) {
        this.inventory = inventory;
        this.logs = logs;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route("/api/v1/inventory/containers", this::containers),
                new Route("/api/v1/inventory/containers/{key}", this::history),
                new Route("/api/v1/inventory/images", this::images));
    }

    private void containers(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        Instant at = parameters.instant("at");
        ContainerFilter filter = new ContainerFilter(parameters.optionalText("service"), parameters.optionalText("q"));
        int size = parameters.number("size", 200, 1, MAX_CONTAINERS);
        parameters.verify();
        List<ContainerVersion> found = asker.gate().ask(() -> inventory.containers(at, filter, size));
        Json.answer(ctx, ContainersAnswer.of(at, found, size));
    }

    private void history(Context ctx) {
        String key = ctx.pathParam("key");
        asker.parameters(ctx).verify();
        List<ContainerVersion> found = asker.gate().ask(() -> inventory.history(key, MAX_VERSIONS));
        if (found.isEmpty()) {
            throw ProblemException.notFound("there is no container of that key");
        }
        Json.answer(ctx, ContainerHistoryAnswer.of(key, found, MAX_VERSIONS));
    }

    private void images(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        Instant at = parameters.instant("at");
        parameters.verify();
        Json.answer(ctx, asker.gate().ask(() -> {
            List<ContainerVersion> found = inventory.containers(at, ContainerFilter.ALL, MAX_CONTAINERS);
            Page<ObjectNode> scans = logs.search(
                    "event.category:vulnerability",
                    new TimeRange(at.minus(SCANS_OF), at.plusNanos(1)),
                    MAX_SCANS,
                    false,
                    null);
            return ImagesAnswer.of(
                    at,
                    found.stream().limit(MAX_CONTAINERS).toList(),
                    scans.items(),
                    found.size() <= MAX_CONTAINERS && scans.cursor() == null);
        }));
    }
}
