package io.throughline.elasticsearch.bulk;

/** What an answer means for the document, or the whole request, that it is about. */
enum Verdict {
    WRITTEN,
    /** A later version is there already: as good as written. */
    SUPERSEDED,
    /** May go well later. */
    RETRY,
    /** The server failed over it: may go well later, or may be the document's fault. */
    RETRY_A_FEW_TIMES,
    /** Will never go well. */
    REJECT,
    /** A part of the request may go well. */
    SPLIT,
    /** Nothing will go well until a person changes something. */
    STOP;

    /** Of one document within a request that went through. */
    static Verdict ofItem(int status, boolean delete, String type, String reason) {
        if ((status >= 200 && status < 300) || (status == 404 && delete)) {
            return WRITTEN;
        }
        if (type.equals("cluster_block_exception") || reason.contains("shards open")) {
            // A full disk or too many shards: an operator's matter, and no document's fault.
            return RETRY;
        }
        return switch (status) {
            case 409 -> SUPERSEDED;
            case 401, 403 -> STOP;
            case 404, 429, 502, 503, 504 -> RETRY;
            default -> status >= 500 ? RETRY_A_FEW_TIMES : REJECT;
        };
    }

    /** Of a request as a whole that was refused. */
    static Verdict ofRequest(int status) {
        return switch (status) {
            case 401, 403 -> STOP;
            case 400, 413 -> SPLIT;
            default -> RETRY;
        };
    }
}
