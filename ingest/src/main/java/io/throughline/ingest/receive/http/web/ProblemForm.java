package io.throughline.ingest.receive.http.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.UncheckedIOException;

/** How a protocol writes problems; the status and the headers are set already. */
@FunctionalInterface
public interface ProblemForm {
    /** RFC 9457's problem details. */
    ProblemForm DETAILS = (ctx, problem) -> ctx.contentType(Problem.MEDIA_TYPE).result(bytes(problem));

    void write(Context ctx, Problem problem);

    /** A record or tree as JSON. */
    static byte[] bytes(Object body) {
        try {
            return Mapper.JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the mapper out of the interface. */
    final class Mapper {
        private static final ObjectMapper JSON = new ObjectMapper();

        private Mapper() {}
    }
}
