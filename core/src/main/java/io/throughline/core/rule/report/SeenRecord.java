package io.throughline.core.rule.report;

import io.throughline.core.model.Evidence;
import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.schema.EcsFields;

/**
 * A record as correlations name it: the event's id first, which orders events of the same time, and with it all that evidence says. So a
 * correlation's state is all that is needed to show what it was made of.
 */
public final class SeenRecord {
    private static final char SEPARATOR = '\0';
    private static final int PARTS = 5;

    private SeenRecord() {}

    /** @return the event's id, its record's own, its offset, its flow if it has one, and its source */
    public static String nameOf(LogEvent event) {
        String flow = event.correlation().traceId();
        return event.id()
                + SEPARATOR
                + recordOf(event)
                + SEPARATOR
                + event.offset()
                + SEPARATOR
                + (flow == null ? "" : flow)
                + SEPARATOR
                + event.source();
    }

    /** @param name as {@link #nameOf} made it */
    public static Finding.Seen of(String name) {
        String[] parts = name.split("\0", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("no name of a record: " + name);
        }
        String flow = parts[3].isEmpty() ? null : parts[3];
        return new Finding.Seen(parts[1], new Evidence(parts[0], flow, parts[4], Long.parseLong(parts[2])));
    }

    static Finding.Seen of(LogEvent event) {
        return new Finding.Seen(
                recordOf(event),
                new Evidence(event.id(), event.correlation().traceId(), event.source(), event.offset()));
    }

    /** The record's own id where its form gives one; what separates is not part of it. */
    private static String recordOf(LogEvent event) {
        return event.labels().getOrDefault(EcsFields.EVENT_ID, event.id()).replace(SEPARATOR, ' ');
    }
}
