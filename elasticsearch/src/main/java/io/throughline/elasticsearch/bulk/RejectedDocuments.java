package io.throughline.elasticsearch.bulk;

import io.throughline.elasticsearch.IndexDocument;
import java.io.Serializable;

/** Where documents go that Elasticsearch will never take, with its reason. Used by one thread. */
public interface RejectedDocuments extends AutoCloseable {
    /** @param reason a stable code, a colon and what Elasticsearch said ({@code not-indexed: ...}) */
    void reject(IndexDocument document, String reason);

    /** Returns when everything rejected so far is kept safely. */
    void flush();

    @Override
    void close();

    /** Opens one for each parallel writer, where that writer runs. */
    interface Factory extends Serializable {
        RejectedDocuments open();
    }
}
