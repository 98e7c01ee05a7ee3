package io.throughline.stream.correlate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as the service that was called saw it.
 *
 * @param client who asked, as this record names them: principal, else address
 * @param caller the service that asked, where this record names it
 * @param path the path as asked, without its query; where only an operation was told, the path in it
 * @param template the path with its ids replaced
 * @param status the HTTP status, where there was one
 * @param asker who asked, for the detectors of principals, where that is known
 */
public record Request(
        String service,
        String method,
        String path,
        String template,
        Instant end,
        Duration duration,
        @Nullable Integer status,
        boolean failed,
        @Nullable String client,
        @Nullable String caller,
        @Nullable String flow,
        String event,
        String source,
        long offset,
        @Nullable Asker asker) {
    /** Whether another record tells of the same request, and this one only of who asked. */
    public boolean again() {
        return asker != null && asker.again();
    }

    /** Whether the answer shows that there is something behind the path: a 4xx does not. */
    public boolean answered() {
        return status == null || status < 400 || status >= 500;
    }

    public Request withTemplate(String learned) {
        return new Request(
                service, method, path, learned, end, duration, status, failed, client, caller, flow, event, source,
                offset, asker);
    }
}
