package io.throughline.stream.correlate;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.parse.PathTemplate;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one event proves alone, without its flow. */
final class HopFacts {
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private HopFacts() {}

    /** The call that a caller's own record tells of: an outbound hop that names its peer. */
    static Optional<Call> call(LogEvent event, Hop hop) {
        if (hop.peer() == null) {
            return Optional.empty();
        }
        return Optional.of(new Call(
                hop.service(),
                hop.peer(),
                method(hop),
                template(hop),
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
    static Optional<Request> request(LogEvent event, Hop hop, @Nullable Asker asker) {
        String path = path(hop);
        if (path == null) {
            return Optional.empty();
        }
        String method = method(hop);
        return Optional.of(new Request(
                hop.service(),
                method == null ? "-" : method,
                path,
                PathTemplate.of(path),
                event.timestamp(),
                hop.duration(),
                hop.status(),
                hop.failed(),
                client(hop),
                hop.peer(),
                event.correlation().traceId(),
                event.id(),
                event.source(),
                event.offset(),
                asker));
    }

    /** The path with its ids replaced. */
    static @Nullable String template(Hop hop) {
        String path = path(hop);
        return path == null ? null : PathTemplate.of(path);
    }

    /** The path, or that in the operation: spans name {@code GET /orders}, {@code HTTP GET /orders} or {@code /shop.Orders/List} only. */
    private static @Nullable String path(Hop hop) {
        String operation = hop.operation();
        if (hop.path() != null || operation == null) {
            return hop.path();
        }
        int blank = operation.lastIndexOf(' ');
        return operation.startsWith("/", blank + 1) && (blank < 0 || verb(operation) != null)
                ? operation.substring(blank + 1)
                : null;
    }

    static @Nullable String method(Hop hop) {
        return hop.method() != null || hop.operation() == null ? hop.method() : verb(hop.operation());
    }

    /** {@code GET} of {@code GET /orders} and of {@code HTTP GET /orders}. */
    private static @Nullable String verb(String operation) {
        int from = operation.startsWith("HTTP ") ? 5 : 0;
        int to = operation.indexOf(' ', from);
        String word = operation.substring(from, to < 0 ? operation.length() : to);
        return VERBS.contains(word) ? word : null;
    }

    private static @Nullable String client(Hop hop) {
        return hop.principal() != null ? hop.principal() : hop.sourceIp();
    }
}
