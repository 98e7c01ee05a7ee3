package io.throughline.core.rule.match;

import io.throughline.core.model.LogEvent;
import org.jspecify.annotations.Nullable;

/** One field of events, by which correlations group them and of which they look at the values. Not for two threads at once. */
public final class EventField {
    private final FieldReader reader;
    private final FieldValue value = new FieldValue();

    private EventField(FieldReader reader) {
        this.reader = reader;
    }

    /** @param name as the schema has it */
    public static EventField of(String name) {
        return new EventField(FieldReaders.of(name));
    }

    /** The whole of the field; null where the event has none. */
    public @Nullable String of(LogEvent event) {
        value.clear();
        reader.read(event, value);
        return value.count() == 0 ? null : new String(value.text(), value.start(0), value.end(0) - value.start(0));
    }
}
