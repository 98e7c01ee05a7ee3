package io.throughline.core.health;

import io.throughline.core.model.LogEvent;
import io.throughline.core.template.MessageTemplate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A log line, as far as health goes.
 *
 * @param id the log event's
 * @param template the text of its kind of message
 */
public record Line(
        String id,
        Instant time,
        String service,
        @Nullable String instance,
        @Nullable String trace,
        @Nullable String span,
        @Nullable String level,
        @Nullable String logger,
        String template) {
    /** @param template of the event's message */
    public static Line of(LogEvent event, MessageTemplate template) {
        return new Line(
                event.id(),
                event.timestamp(),
                event.service(),
                event.origin().containerName(),
                event.correlation().traceId(),
                event.correlation().spanId(),
                event.level(),
                event.logger(),
                template.text());
    }

    /** The place in the program that wrote it, as far as that is known: loggers may name the line of the source, and kinds of message do. */
    String kind() {
        return logger == null ? template : logger + ": " + template;
    }
}
