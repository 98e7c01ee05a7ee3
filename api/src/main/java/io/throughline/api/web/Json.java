package io.throughline.api.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.UncheckedIOException;

/** Answers as JSON, never to be cached: they are true for a moment only. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** Answers with a record or a tree. */
    public static void answer(Context ctx, Object body) {
        ctx.contentType("application/json").header("Cache-Control", "no-store").result(bytes(body));
    }

    public static void answer(Context ctx, Problem problem) {
        ctx.status(problem.status())
                .contentType(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .result(bytes(problem));
    }

    static byte[] bytes(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
