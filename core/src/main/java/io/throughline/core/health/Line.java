package io.throughline.core.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.LogEvent;
import io.throughline.core.schema.EcsFields;
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

    /** Of an event's ECS document; null where the event names no trace, or has no text. */
    public static @Nullable Line ofDocument(JsonNode event) {
        String template = event.path(EcsFields.TEMPLATE_TEXT).textValue();
        String trace = event.path(EcsFields.TRACE_ID).textValue();
        if (template == null || trace == null) {
            return null;
        }
        return new Line(
                event.path(EcsFields.EVENT_ID).asText(),
                Instant.parse(event.path(EcsFields.TIMESTAMP).asText()),
                event.path(EcsFields.SERVICE).asText(),
                event.path(EcsFields.CONTAINER_NAME).textValue(),
                trace,
                event.path(EcsFields.SPAN_ID).textValue(),
                event.path(EcsFields.LOG_LEVEL).textValue(),
                event.path(EcsFields.LOG_LOGGER).textValue(),
                template);
    }

    /** The place in the program that wrote it, as far as that is known: loggers may name the line of the source, and kinds of message do. */
    String kind() {
        return logger == null ? template : logger + ": " + template;
    }
}
