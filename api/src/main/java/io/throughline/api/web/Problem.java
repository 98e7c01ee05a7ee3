package io.throughline.api.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 writes it, with a stable {@code code}.
 *
 * @param problems each with its place, where what was sent is wrong in places
 * @param id names the entry in the server's log; only where the fault is the server's
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Place> problems,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * What is wrong in one place of what was sent.
     *
     * @param line from 1
     * @param column from 1
     */
    public record Place(int line, int column, String reason) {}

    public static Problem of(ProblemCode code, String detail) {
        return of(code, code.status(), detail);
    }

    /** The code with another status of the same meaning, such as 414 for 413. */
    public static Problem of(ProblemCode code, int status, String detail) {
        return new Problem(type(code), code.title(), status, detail, code.code(), List.of(), null);
    }

    static Problem of(ProblemException e, String detail) {
        ProblemCode code = e.code();
        return new Problem(type(code), code.title(), code.status(), detail, code.code(), e.places(), null);
    }

    /** A fault of the server's own: nothing of it goes out but the id under which it was logged. */
    public static Problem internal(String id) {
        ProblemCode code = ProblemCode.INTERNAL;
        String detail = "look for " + id + " in the server's log";
        return new Problem(type(code), code.title(), code.status(), detail, code.code(), List.of(), id);
    }

    private static String type(ProblemCode code) {
        return "urn:throughline:problem:" + code.code();
    }
}
