package io.throughline.api.web;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;

/**
 * One thing that can be asked.
 *
 * @param method GET is answered to HEAD, too
 * @param path with path parameters in braces, as in the OpenAPI document
 */
public record Route(HandlerType method, String path, Handler handler) {
    /** One that only reads. */
    public Route(String path, Handler handler) {
        this(HandlerType.GET, path, handler);
    }

    /** A group of routes. */
    public interface Resource {
        List<Route> routes();
    }
}
