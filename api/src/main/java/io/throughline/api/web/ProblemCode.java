package io.throughline.api.web;

/** What can be wrong with a request, as clients may rely on it: a code keeps its meaning for ever. */
public enum ProblemCode {
    INVALID_PARAMETER("invalid-parameter", 400, "A parameter cannot be used"),
    INVALID_QUERY("invalid-query", 400, "The query cannot be read"),
    INVALID_REQUEST("invalid-request", 400, "The request cannot be read"),
    INVALID_RULE("invalid-rule", 400, "The rule cannot be used"),
    WRONG_ORIGIN("wrong-origin", 403, "Pages of others may not do this"),
    NOT_FOUND("not-found", 404, "There is no such thing"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This cannot be done here"),
    RULE_CONFLICT("rule-conflict", 409, "The rule does not go with the others"),
    TOO_LARGE("too-large", 413, "The request is too large"),
    WRONG_HOST("wrong-host", 421, "This server does not answer to that name"),
    INTERNAL("internal", 500, "The server failed"),
    STORE_UNAVAILABLE("store-unavailable", 503, "The store does not answer"),
    TOO_BUSY("too-busy", 503, "Too many questions at once"),
    QUERY_TIMEOUT("query-timeout", 504, "The answer took too long");

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
}
