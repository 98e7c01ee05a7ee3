package io.throughline.stream.normalise;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RequestParts;
import io.throughline.core.parse.PathTemplate;
import io.throughline.core.profile.RequestShape;
import io.throughline.core.profile.ValueShape;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of a request's query parameters: all that is learned of them, and nothing that was sent. */
final class RequestShapes {
    private static final int MAX_PARAMETERS = 32;

    private RequestShapes() {}

    /** Null where the request has no parameter, or nobody can be told to have sent it. */
    static @Nullable RequestShape of(LogEvent event, RequestParts parts) {
        Hop hop = event.hop();
        String query = parts.query();
        if (hop == null || hop.path() == null || query == null || query.indexOf('=') <= 0) {
            return null;
        }
        String client = hop.principal() != null ? hop.principal() : hop.sourceIp();
        if (client == null) {
            return null;
        }
        return new RequestShape(
                event.service(),
                String.valueOf(hop.method()),
                PathTemplate.of(hop.path()),
                client,
                event.timestamp(),
                values(query),
                event.correlation().traceId(),
                event.id(),
                event.source(),
                event.offset());
    }

    private static List<ValueShape> values(String query) {
        List<ValueShape> values = new ArrayList<>();
        for (int from = 0; from < query.length() && values.size() < MAX_PARAMETERS; ) {
            int end = query.indexOf('&', from);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', from);
            if (equals > from && equals < end) {
                values.add(ValueShape.of(query.substring(from, equals), decoded(query.substring(equals + 1, end))));
            }
            from = end + 1;
        }
        return values;
    }

    private static String decoded(String value) {
        if (value.indexOf('%') < 0 && value.indexOf('+') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // a percent sign that begins no escape: the value is as it stands
        }
    }
}
