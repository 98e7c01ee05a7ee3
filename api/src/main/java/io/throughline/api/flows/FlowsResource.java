package io.throughline.api.flows;

import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.Route;
import io.throughline.core.flow.FlowStructure;
import io.throughline.core.model.Flow;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code flows}, {@code flows/compare}, {@code flows/propagation} and {@code flows/{id}}: requests on their way through the fleet. */
public final class FlowsResource implements Route.Resource {
    private static final Duration PRESET_RANGE = Duration.ofMinutes(15);

    private final FlowStore flows;
    private final LogStore logs;
    private final Asker asker;

    public FlowsResource(FlowStore flows, LogStore logs, Asker asker) {
        this.flows = flows;
        this.logs = logs;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        // Flows have ids of 32 hex digits, or such that begin with req-: none has the name of a route.
        return List.of(
                new Route("/api/v1/flows", this::find),
                new Route("/api/v1/flows/compare", this::compare),
                new Route("/api/v1/flows/propagation", this::propagation),
                new Route("/api/v1/flows/{id}", this::get));
    }

    private void find(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String service = parameters.optionalText("service");
        Boolean failed = parameters.optionalFlag("failed");
        Long minMillis =
                parameters.optionalNumber("minDurationMs", 0, Duration.ofDays(1).toMillis());
        TimeRange range = parameters.range(PRESET_RANGE);
        int size = parameters.number("size", 50, 1, 200);
        String cursor = parameters.optionalText("cursor");
        String where = parameters.optionalText("where");
        parameters.verify();
        FlowStore.Filter filter =
                new FlowStore.Filter(service == null ? Set.of() : Set.of(service), failed, micros(minMillis));
        Json.answer(
                ctx,
                where == null
                        ? FlowsAnswer.of(asker.gate().ask(() -> flows.find(filter, range, size, cursor)))
                        : search(FlowStructure.parse(where), filter, range, size, cursor));
    }

    private FlowsAnswer search(
            FlowStructure where, FlowStore.Filter filter, TimeRange range, int size, @Nullable String cursor) {
        FlowStore.Filter narrowed = filter.and(where.necessary());
        return asker.gate().ask(() -> new FlowScan(flows, narrowed, range).search(where, size, cursor));
    }

    private static @Nullable Long micros(@Nullable Long millis) {
        return millis == null ? null : Long.valueOf(millis * 1_000);
    }

    private void compare(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        String left = id(parameters, "left");
        String right = id(parameters, "right");
        parameters.verify();
        ComparisonAnswer answer = asker.gate().ask(() -> ComparisonAnswer.of(known(left), known(right)));
        Json.answer(ctx, answer);
    }

    private static String id(Parameters parameters, String name) {
        String id = parameters.optionalText(name);
        if (id == null) {
            parameters.problem(name + " must be the id of a flow");
        }
        return id == null ? "" : id;
    }

    private Flow known(String id) {
        return flows.get(id).orElseThrow(() -> ProblemException.notFound("there is no flow " + id));
    }

    private void propagation(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        TimeRange range = parameters.range(PRESET_RANGE);
        parameters.verify();
        Json.answer(ctx, asker.gate().ask(() -> new FlowScan(flows, FlowStore.Filter.ALL, range).propagation()));
    }

    private void get(Context ctx) {
        String id = ctx.pathParam("id");
        asker.parameters(ctx).verify();
        Optional<FlowAnswer> flow =
                asker.gate().ask(() -> flows.get(id).map(found -> FlowAnswer.of(found, logs.ofFlow(id))));
        Json.answer(ctx, flow.orElseThrow(() -> ProblemException.notFound("there is no flow of that id")));
    }
}
