package io.throughline.elasticsearch;

import io.throughline.core.model.LogEvent;
import io.throughline.core.schema.EcsEvent;
import org.jspecify.annotations.Nullable;

/** A log event as it is kept. Its id is the event's id and not repeated within. */
public final class LogDocument {
    /** Version of a document that does not know its flow yet. */
    static final long WITHOUT_FLOW = 1;

    static final long WITH_FLOW = 2;

    private LogDocument() {}

    /** @param flowId null where the event belongs to no flow, or to none yet: a document with one wins over one without */
    public static IndexDocument of(LogEvent event, @Nullable String flowId) {
        byte[] json = DocumentWriter.write(generator -> {
            EcsEvent.writeMembers(generator, event, flowId);
            SearchWords.write(generator, event.message(), event.logger());
        });
        return new IndexDocument(
                IndexNames.logs(event.timestamp()),
                DocumentIds.safe(event.id()),
                flowId == null ? WITHOUT_FLOW : WITH_FLOW,
                json);
    }
}
