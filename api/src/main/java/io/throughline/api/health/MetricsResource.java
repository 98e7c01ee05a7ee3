package io.throughline.api.health;

import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.throughline.api.web.Route;
import java.util.List;

/** {@code /metrics}: for Prometheus to scrape. */
public final class MetricsResource implements Route.Resource {
    private final PrometheusMeterRegistry metrics;

    public MetricsResource(PrometheusMeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route("/metrics", this::scrape));
    }

    private void scrape(Context ctx) {
        ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                .header("Cache-Control", "no-store")
                .result(metrics.scrape());
    }
}
