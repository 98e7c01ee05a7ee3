package io.throughline.ingest.receive.http.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not taken, as RFC 9457 writes it, with a stable {@code code}.
 *
 * @param id names the entry in the server's log; only where the fault is the server's
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemCode code, String detail) {
        return of(code, code.status(), detail);
    }

    /** The code with another status of the same meaning, such as 414 for 413. */
    static Problem of(ProblemCode code, int status, String detail) {
        return new Problem(type(code), code.title(), status, detail, code.code(), null);
    }

    /** A fault of the server's own: nothing of it goes out but the id under which it was logged. */
    static Problem internal(String id) {
        ProblemCode code = ProblemCode.INTERNAL;
        String detail = "look for " + id + " in the server's log";
        return new Problem(type(code), code.title(), code.status(), detail, code.code(), id);
    }

    private static String type(ProblemCode code) {
        return "urn:throughline:problem:" + code.code();
    }
}
