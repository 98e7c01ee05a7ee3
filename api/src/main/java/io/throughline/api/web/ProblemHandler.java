package io.throughline.api.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.StoreUnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sorts failures into problems. What a client may know goes out; the rest is logged under an id. */
public final class ProblemHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private ProblemHandler() {}

    public static void register(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, ctx) -> {
            retryAfter(ctx, e.code());
            Json.answer(ctx, Problem.of(e, message(e)));
        });
        routes.exception(InvalidQueryException.class, (e, ctx) -> answer(ctx, ProblemCode.INVALID_QUERY, message(e)));
        routes.exception(StoreUnavailableException.class, (e, ctx) -> {
            LOG.warn("the store does not answer: {}", message(e));
            answer(ctx, ProblemCode.STORE_UNAVAILABLE, "the store does not answer now; ask again soon");
        });
        routes.exception(HttpResponseException.class, ProblemHandler::refused);
        // The boundary: a bug must reach the log in full and the client not at all.
        routes.exception(Exception.class, (e, ctx) -> Json.answer(ctx, Problem.internal(logged(ctx, e))));
    }

    /** An {@code Error} of a handler; the same as a bug, but for Javalin it is no exception. */
    public static void fatal(HttpServletResponse response, Error error) {
        String id = UUID.randomUUID().toString();
        LOG.error("{}: a request ended with an error", id, error);
        response.setStatus(ProblemCode.INTERNAL.status());
        response.setContentType(Problem.MEDIA_TYPE);
        try {
            response.getOutputStream().write(Json.bytes(Problem.internal(id)));
        } catch (IOException e) {
            LOG.debug("{}: the client has gone", id, e);
        }
    }

    private static void answer(Context ctx, ProblemCode code, String detail) {
        retryAfter(ctx, code);
        Json.answer(ctx, Problem.of(code, detail));
    }

    private static void retryAfter(Context ctx, ProblemCode code) {
        if (code == ProblemCode.STORE_UNAVAILABLE || code == ProblemCode.TOO_BUSY) {
            ctx.header("Retry-After", RETRY_AFTER_SECONDS);
        }
    }

    /** What Javalin itself refuses: methods that a path does not have, paths that no route has. */
    private static void refused(HttpResponseException e, Context ctx) {
        if (e.getStatus() == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
            String allowed = allowed(e.getDetails().getOrDefault("availableMethods", ""));
            ctx.header("Allow", allowed);
            answer(ctx, ProblemCode.METHOD_NOT_ALLOWED, "answered here: " + allowed);
        } else if (e.getStatus() == HttpStatus.NOT_FOUND.getCode()) {
            answer(ctx, ProblemCode.NOT_FOUND, "nothing answers here");
        } else {
            Json.answer(ctx, Problem.of(ProblemCode.INVALID_REQUEST, e.getStatus(), message(e)));
        }
    }

    /** Each once: the pages, too, answer GET and HEAD wherever it is. */
    private static String allowed(String methods) {
        TreeSet<String> names = new TreeSet<>(List.of("GET", "HEAD"));
        for (String method : methods.split(",")) {
            if (!method.isBlank()) {
                names.add(method.strip());
            }
        }
        return String.join(", ", names);
    }

    private static String logged(Context ctx, Exception e) {
        String id = UUID.randomUUID().toString();
        Endpoint endpoint = ctx.endpoints().lastHttpEndpoint();
        // The path as it was sent is a stranger's text.
        LOG.error("{}: {} failed", id, endpoint == null ? "a request" : endpoint.path, e);
        return id;
    }

    /** Its first line: parsers like to add all that they would have expected. */
    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
