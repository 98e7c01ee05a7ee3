package io.throughline.api.flows;

import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.PageAnswer;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.ProblemException;
import io.throughline.api.web.Route;
import io.throughline.core.model.Flow;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code flows} and {@code flows/{id}}: requests on their way through the fleet. */
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
        return List.of(new Route("/api/v1/flows", this::find), new Route("/api/v1/flows/{id}", this::get));
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
        parameters.verify();
        FlowStore.Filter filter = new FlowStore.Filter(service, failed, micros(minMillis));
        Page<Flow> page = asker.gate().ask(() -> flows.find(filter, range, size, cursor));
        Json.answer(ctx, PageAnswer.of(page, FlowSummary::of));
    }

    private static @Nullable Long micros(@Nullable Long millis) {
        return millis == null ? null : Long.valueOf(millis * 1_000);
    }

    private void get(Context ctx) {
        String id = ctx.pathParam("id");
        asker.parameters(ctx).verify();
        Optional<FlowAnswer> flow =
                asker.gate().ask(() -> flows.get(id).map(found -> FlowAnswer.of(found, logs.ofFlow(id))));
        Json.answer(ctx, flow.orElseThrow(() -> ProblemException.notFound("there is no flow of that id")));
    }
}
