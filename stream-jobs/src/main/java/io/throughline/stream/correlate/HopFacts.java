package io.throughline.stream.correlate;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.parse.PathTemplate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one event proves alone, without its flow. */
final class HopFacts {
    private HopFacts() {}

    /** The call that a caller's own record tells of: an outbound hop that names its peer. */
    static Optional<Call> call(LogEvent event, Hop hop) {
        if (hop.peer() == null) {
            return Optional.empty();
        }
        return Optional.of(new Call(
                hop.service(),
                hop.peer(),
                hop.method(),
                hop.path() == null ? null : PathTemplate.of(hop.path()),
                event.timestamp(),
                hop.end(),
                hop.duration(),
                hop.status(),
                event.failed(),
                event.correlation().traceId(),
                event.id(),
                event.source(),
                event.offset()));
    }

    /** The request that a called service's own record tells of. */
    static Optional<Request> request(LogEvent event, Hop hop) {
        if (hop.path() == null) {
            return Optional.empty();
        }
        return Optional.of(new Request(
                hop.service(),
                hop.method() == null ? "-" : hop.method(),
                hop.path(),
                PathTemplate.of(hop.path()),
                event.timestamp(),
                hop.duration(),
                hop.status(),
                hop.failed(),
                client(hop),
                event.correlation().traceId(),
                event.id(),
                event.source(),
                event.offset()));
    }

    private static @Nullable String client(Hop hop) {
        return hop.principal() != null ? hop.principal() : hop.sourceIp();
    }
}
