package io.throughline.ingest.receive.http.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty refuses before any route is asked (a path with {@code ..} in disguise, headers too long), in our own words. */
final class JettyProblems extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(ProblemForm.bytes(problem(response.getStatus()))), callback);
        return true;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "nothing answers here");
            case 413, 414, 431 -> Problem.of(ProblemCode.TOO_LARGE, status, "the address or the headers are too long");
            default ->
                status < 500
                        ? Problem.of(ProblemCode.INVALID_REQUEST, status, "this is no request that can be answered")
                        : Problem.of(ProblemCode.INTERNAL, status, "the server cannot answer this request");
        };
    }
}
