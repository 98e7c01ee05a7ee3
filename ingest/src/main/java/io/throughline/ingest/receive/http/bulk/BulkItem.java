package io.throughline.ingest.receive.http.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What became of one document.
 *
 * @param id the sender's, where it gave one
 * @param number in the request, from 1
 * @param refusal why it was not taken; null: it was
 */
record BulkItem(
        String action,
        String index,
        @Nullable String id,
        int number,
        @Nullable Refusal refusal) {
    /** @param type in Elasticsearch's words */
    record Refusal(String type, String reason) {}

    BulkItem refused(String type, String reason) {
        return new BulkItem(action, index, id, number, new Refusal(type, reason));
    }
}
