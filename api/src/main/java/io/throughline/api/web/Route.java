package io.throughline.api.web;

import io.javalin.http.Handler;
import java.util.List;

/**
 * One thing that can be asked with GET.
 *
 * @param path with path parameters in braces, as in the OpenAPI document
 */
public record Route(String path, Handler handler) {
    /** A group of routes. */
    public interface Resource {
        List<Route> routes();
    }
}
