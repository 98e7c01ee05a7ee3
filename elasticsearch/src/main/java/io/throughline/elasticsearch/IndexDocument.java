package io.throughline.elasticsearch;

/**
 * One write on its way into Elasticsearch, ready as bytes.
 *
 * <p>Written with {@code version_type: external_gte}: of two writes with one id the higher version stays, whatever their order, so
 * that retries and replays never go backwards.
 *
 * @param id derived from what the document tells of, at most 512 bytes of UTF-8
 * @param version not negative, grows with what the document knows
 * @param json one JSON object without line breaks; empty: the document is deleted
 */
public record IndexDocument(String index, String id, long version, byte[] json) {
    private static final byte[] NONE = {};

    /** Deletes what {@code version} or an earlier version wrote under the id. */
    public static IndexDocument delete(String index, String id, long version) {
        return new IndexDocument(index, id, version, NONE);
    }

    public boolean isDelete() {
        return json.length == 0;
    }
}
