package io.throughline.stream.report;

import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request to an API as either side saw it.
 *
 * @param caller null where the called service's own record tells; the calling service where that one's does
 */
public record ApiObservation(
        String service,
        String method,
        String template,
        Instant end,
        Duration duration,
        boolean failed,
        @Nullable String caller) {
    public static ApiObservation of(Request request) {
        return new ApiObservation(
                request.service(),
                request.method(),
                request.template(),
                request.end(),
                request.duration(),
                request.failed(),
                null);
    }

    /** Empty where the call's API is not known: a database, a queue. */
    public static Optional<ApiObservation> of(Call call) {
        return call.method() == null || call.template() == null
                ? Optional.empty()
                : Optional.of(new ApiObservation(
                        call.callee(),
                        call.method(),
                        call.template(),
                        call.end(),
                        call.duration(),
                        call.failed(),
                        call.caller()));
    }
}
