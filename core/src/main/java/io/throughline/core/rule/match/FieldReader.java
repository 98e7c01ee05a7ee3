package io.throughline.core.rule.match;

import io.throughline.core.model.LogEvent;

/** Finds one field of an event; made once for a name, so that no name is looked up for an event. */
interface FieldReader {
    /** Adds what the event has; nothing where it has no such field. */
    void read(LogEvent event, FieldValue into);
}
