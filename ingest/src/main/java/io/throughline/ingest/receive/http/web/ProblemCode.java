package io.throughline.ingest.receive.http.web;

/** Why a request was not taken, as senders may rely on it: a code keeps its meaning for ever. */
public enum ProblemCode {
    INVALID_REQUEST("invalid-request", 400, "The request cannot be read"),
    INVALID_RECORD("invalid-record", 400, "A record cannot be read"),
    NOT_SUPPORTED("not-supported", 400, "This is not done here"),
    UNAUTHORIZED("unauthorized", 401, "The sender is not known"),
    FROM_A_PAGE("from-a-page", 403, "Web pages may not send"),
    NOT_FOUND("not-found", 404, "There is no such thing"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This cannot be done here"),
    TOO_SLOW("too-slow", 408, "The request did not arrive in time"),
    TOO_LARGE("too-large", 413, "The request is too large"),
    UNSUPPORTED_FORM("unsupported-form", 415, "The form of the body is not known"),
    NO_ROOM("no-room", 429, "There is no room for more records"),
    INTERNAL("internal", 500, "The server failed"),
    TOO_BUSY("too-busy", 503, "Too many requests at once"),
    NOT_SAFE_YET("not-safe-yet", 503, "The records are not safe yet");

    private final String code;
    private final int status;
    private final String title;

    ProblemCode(String code, int status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Whether the same request, sent again a little later, may be taken. */
    public boolean isPassing() {
        return this == NO_ROOM || this == TOO_BUSY || this == NOT_SAFE_YET;
    }
}
