package io.throughline.api.map;

import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.Route;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.List;

/** {@code map}: which services there are and who calls whom. */
public final class MapResource implements Route.Resource {
    private static final Duration PRESET_RANGE = Duration.ofMinutes(15);

    private final ReportStore reports;
    private final Asker asker;

    public MapResource(ReportStore reports, Asker asker) {
        this.reports = reports;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route("/api/v1/map", this::map));
    }

    private void map(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        TimeRange range = parameters.range(PRESET_RANGE);
        parameters.verify();
        Json.answer(ctx, asker.gate().ask(() -> ServiceMap.of(reports.edges(range), reports.apis(range))));
    }
}
