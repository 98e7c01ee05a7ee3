package io.throughline.stream.detect;

import io.throughline.stream.Parts;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes calls and requests for tests: times in milliseconds from {@link Parts#BEGIN}. */
final class Calls {
    private Calls() {}

    static Call call(String caller, String callee, long millis, boolean failed) {
        return new Call(
                caller,
                callee,
                "GET",
                "/things/{id}",
                Parts.at(millis),
                Parts.at(millis),
                Duration.ofMillis(5),
                200,
                failed,
                "flow-" + millis,
                "event-" + caller + millis,
                caller + ".log",
                millis);
    }

    static Request request(@Nullable String client, String id, long millis) {
        return new Request(
                "orders",
                "GET",
                "/orders/" + id,
                "/orders/{id}",
                Parts.at(millis),
                Duration.ofMillis(5),
                200,
                false,
                client,
                null,
                null,
                "event-" + client + millis,
                "orders.log",
                millis,
                null);
    }
}
