package io.throughline.api.reports;

import io.javalin.http.Context;
import io.throughline.api.web.Asker;
import io.throughline.api.web.Json;
import io.throughline.api.web.Parameters;
import io.throughline.api.web.Route;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.List;

/** {@code apis} and {@code apis/{service}/report}: traffic per API. */
public final class ApisResource implements Route.Resource {
    private static final Duration PRESET_RANGE = Duration.ofMinutes(15);

    private final ReportStore reports;
    private final Asker asker;

    public ApisResource(ReportStore reports, Asker asker) {
        this.reports = reports;
        this.asker = asker;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route("/api/v1/apis", this::apis), new Route("/api/v1/apis/{service}/report", this::report));
    }

    private void apis(Context ctx) {
        Parameters parameters = asker.parameters(ctx);
        TimeRange range = parameters.range(PRESET_RANGE);
        parameters.verify();
        Json.answer(ctx, new Apis(asker.gate().ask(() -> reports.apis(range))));
    }

    private void report(Context ctx) {
        String service = ctx.pathParam("service");
        Parameters parameters = asker.parameters(ctx);
        TimeRange range = parameters.range(PRESET_RANGE);
        parameters.choice("format", "json", List.of("json"));
        parameters.verify();
        List<ApiMinute> minutes = asker.gate().ask(() -> reports.apiMinutes(service, range));
        Json.answer(ctx, TrafficReport.of(service, range, minutes));
    }

    /** Answer of {@code apis}. */
    private record Apis(List<ReportStore.ApiSummary> items) {}
}
