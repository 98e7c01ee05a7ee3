package io.throughline.ingest.receive.http.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sorts failures into problems. What a sender may know goes out; the rest is logged under an id. */
final class Problems {
    static final String RETRY_AFTER_SECONDS = "2";

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final ProblemForm form;

    Problems(ProblemForm form) {
        this.form = form;
    }

    void register(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, ctx) -> refused(e, ctx));
        routes.exception(HttpResponseException.class, this::refusedByJavalin);
        // The boundary: a bug must reach the log in full and the sender not at all.
        routes.exception(Exception.class, (e, ctx) -> answer(ctx, Problem.internal(logged(ctx, e))));
    }

    /** An {@code Error} of a handler; the same as a bug, but for Javalin it is no exception. */
    static void fatal(HttpServletResponse response, Error error) {
        String id = UUID.randomUUID().toString();
        LOG.error("{}: a request ended with an error", id, error);
        response.setStatus(ProblemCode.INTERNAL.status());
        response.setContentType(Problem.MEDIA_TYPE);
        try {
            response.getOutputStream().write(ProblemForm.bytes(Problem.internal(id)));
        } catch (IOException e) {
            LOG.debug("{}: the sender has gone", id, e);
        }
    }

    private void refused(ProblemException e, Context ctx) {
        LOG.debug("refused: {}", e.detail(), e);
        if (e.code().isPassing()) {
            ctx.header("Retry-After", RETRY_AFTER_SECONDS);
        } else if (e.code() == ProblemCode.UNAUTHORIZED) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"throughline\"");
        } else if (e.code() == ProblemCode.UNSUPPORTED_FORM) {
            ctx.header("Accept-Encoding", "gzip, zstd");
        }
        answer(ctx, Problem.of(e.code(), e.detail()));
    }

    /** Methods that a path does not have, paths that no route has. */
    private void refusedByJavalin(HttpResponseException e, Context ctx) {
        if (e.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
            answer(ctx, Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "this path does not know that method"));
        } else if (e.getStatus() == HttpStatus.NOT_FOUND.getCode()) {
            answer(ctx, Problem.of(ProblemCode.NOT_FOUND, "nothing answers here"));
        } else {
            String detail = String.valueOf(e.getMessage());
            answer(ctx, Problem.of(ProblemCode.INVALID_REQUEST, e.getStatus(), detail));
        }
    }

    private void answer(Context ctx, Problem problem) {
        ctx.status(problem.status()).header("Cache-Control", "no-store");
        form.write(ctx, problem);
    }

    private static String logged(Context ctx, Exception e) {
        String id = UUID.randomUUID().toString();
        Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
        // The path as it was sent is a stranger's text.
        LOG.error("{}: {} failed", id, endpoint == null ? "a request" : endpoint.path, e);
        return id;
    }
}
