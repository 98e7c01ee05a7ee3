package io.throughline.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a service words its log lines. The shop's services were written by different teams with different libraries, as anywhere;
 * the styles are those of real encoders in their default form.
 */
interface LogStyle {
    /** The line that tells of a finished call, inbound or outbound. */
    String call(Call call);

    /**
     * Any other line.
     *
     * @param level {@code DEBUG INFO WARN ERROR}
     * @param span what it was written in; null outside of any request
     */
    String note(Instant time, String level, String logger, String message, @Nullable TraceContext span);

    /** {@code GET /orders/1000 200 12ms}, the usual wording of a request logger. */
    static String sentence(Call call) {
        return (call.inbound() ? "" : call.peer() + " ") + call.method() + ' ' + call.path() + ' ' + call.status() + ' '
                + call.took().toMillis() + "ms";
    }

    static String levelOf(Call call) {
        return call.status() >= 500 ? "ERROR" : call.status() >= 400 ? "WARN" : "INFO";
    }

    /** Seconds with milliseconds, as nginx prints them. */
    static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%d.%03d", took.toSeconds(), took.toMillisPart());
    }
}
