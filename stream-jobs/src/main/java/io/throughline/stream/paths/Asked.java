package io.throughline.stream.paths;

import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request or a call that waits for the watermark; the other one is null. */
record Asked(@Nullable Request request, @Nullable Call call) {
    Instant known() {
        return request != null ? request.end() : call != null ? call.known() : Instant.MIN;
    }

    String event() {
        return request != null ? request.event() : call != null ? call.event() : "";
    }
}
