package io.throughline.api.suspects;

import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.Route;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** {@code suspects}: which services may have broken between two instants, by the flows and lines that are stored. */
public final class SuspectsResource implements Route.Resource {
    private static final Duration PRESET_RANGE = Duration.ofMinutes(5);
    private static final Duration PRESET_BASELINE = Duration.ofHours(1);

    /** Longer ones would be judged by the newest few of their flows. */
    private static final Duration MAX_RANGE = Duration.ofHours(1);

    private static final Duration MAX_BASELINE = Duration.ofDays(1);
    private static final int MAX_STRETCHES = 10;

    private final FlowStore flows;
    private final LogStore logs;
    private final Asker asker;

    public SuspectsResource(FlowStore flows, LogStore logs, Asker asker) {
        this.flows = flows;
        this.logs = logs;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route("/api/v1/suspects", this::suspects));
    }

    private void suspects(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        TimeRange window = parameters.range(PRESET_RANGE);
        Duration length = Objects.requireNonNullElse(parameters.optionalDuration("baseline"), PRESET_BASELINE);
        List<TimeRange> faultFree = parameters.ranges("fault-free", MAX_STRETCHES);
        if (Duration.between(window.from(), window.to()).compareTo(MAX_RANGE) > 0) {
            parameters.problem("from and to may be at most " + MAX_RANGE.toHours() + " h apart");
        }
        if (length.compareTo(MAX_BASELINE) > 0) {
            parameters.problem("baseline may be at most " + MAX_BASELINE.toHours() + " h");
        }
        parameters.verify();
        TimeRange baseline = new TimeRange(window.from().minus(length), window.from());
        Json.answer(ctx, asker.gate().ask(() -> new SuspectScan(flows, logs).answer(window, baseline, faultFree)));
    }
}
