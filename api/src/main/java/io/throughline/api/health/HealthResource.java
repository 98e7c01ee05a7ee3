package io.throughline.api.health;

import io.javalin.http.Context;
import io.throughline.api.web.Json;
import io.throughline.api.web.Route;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code /health}: this process lives (restart it when not). {@code /ready}: what it needs is well too (send it no requests when
 * not).
 */
public final class HealthResource implements Route.Resource {
    private static final Readiness.Check ANSWERS = new Readiness.Check("api", true, "answers");

    private final Readiness readiness;
    private final Readiness vital;

    public HealthResource(List<HealthCheck> checks) {
        this.readiness = new Readiness(checks);
        this.vital = new Readiness(checks.stream().filter(HealthCheck::vital).toList());
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route("/health", this::health), new Route("/ready", this::ready));
    }

    private void health(Context ctx) {
        answer(ctx, Stream.concat(Stream.of(ANSWERS), vital.checks().stream()).toList());
    }

    private void ready(Context ctx) {
        answer(ctx, readiness.checks());
    }

    private static void answer(Context ctx, List<Readiness.Check> checks) {
        boolean ok = checks.stream().allMatch(Readiness.Check::ok);
        ctx.status(ok ? 200 : 503);
        Json.answer(ctx, new Health(ok ? "ok" : "failing", checks));
    }

    /** Answer of both. */
    private record Health(String status, List<Readiness.Check> checks) {}
}
