package io.throughline.core.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries, as it was sent: nothing is decoded or masked. It lives as long as its record is read and is not kept.
 *
 * @param path percent-encoded, without the query
 * @param query percent-encoded, without the question mark; null where there was none
 * @param headers by their names as sent; empty where a log has none
 * @param body the body as text, where it is logged
 */
public record RequestParts(
        String path,
        @Nullable String query,
        Map<String, String> headers,
        @Nullable String body) {
    public RequestParts {
        headers = Map.copyOf(headers);
    }

    /** A request of which only the line is known. */
    public static RequestParts ofTarget(String path, @Nullable String query) {
        return new RequestParts(path, query, Map.of(), null);
    }
}
