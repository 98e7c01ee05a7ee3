package io.throughline.stream.behaviour;

import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A service was asked for something, as either end tells it.
 *
 * @param byCalled whether the called told it, not the caller
 * @param template as learned; null where only the service is known
 */
public record Sighting(
        boolean byCalled,
        String service,
        @Nullable String method,
        @Nullable String template,
        @Nullable String caller,
        Instant time,
        @Nullable Integer status,
        Evidence evidence) {
    public static Sighting of(Request request) {
        return new Sighting(
                true,
                request.service(),
                request.method(),
                request.template(),
                request.caller(),
                request.end(),
                request.status(),
                new Evidence(request.event(), request.flow(), request.source(), request.offset()));
    }

    public static Sighting of(Call call) {
        return new Sighting(
                false,
                call.callee(),
                call.method(),
                call.template(),
                call.caller(),
                call.known(),
                call.status(),
                new Evidence(call.event(), call.flow(), call.source(), call.offset()));
    }

    String endpoint() {
        return template == null ? "" : (method == null ? "-" : method) + " " + template;
    }
}
