package io.throughline.core.profile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is learned from: who asked which endpoint with parameters of which shapes.
 *
 * @param client the principal, else the address
 * @param values in the order of the query
 */
public record RequestShape(
        String service,
        String method,
        String template,
        String client,
        Instant time,
        List<ValueShape> values,
        @Nullable String flow,
        String event,
        String source,
        long offset) {
    public RequestShape {
        values = List.copyOf(values);
    }
}
