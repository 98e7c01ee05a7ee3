package io.throughline.api.web;

import io.javalin.http.Context;
import java.time.Clock;

/**
 * What every resource needs to serve a request.
 *
 * @param clock tells what {@code now} means
 */
public record Asker(QueryGate gate, Clock clock) {
    public Parameters parameters(Context ctx) {
        return new Parameters(ctx.queryString(), clock.instant());
    }
}
