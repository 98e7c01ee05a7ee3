package io.throughline.api.docs;

import io.javalin.http.Context;
import io.throughline.api.web.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** {@code /openapi.json}: the API about itself. The document is written by hand; a test holds it to the routes and the answers. */
public final class OpenApiResource implements Route.Resource {
    private final byte[] document = read();

    @Override
    public List<Route> routes() {
        return List.of(new Route("/openapi.json", this::document));
    }

    private void document(Context ctx) {
        ctx.contentType("application/json").header("Cache-Control", "no-cache").result(document);
    }

    private static byte[] read() {
        try (InputStream in = OpenApiResource.class.getResourceAsStream("/io/throughline/api/openapi.json")) {
            return Objects.requireNonNull(in, "the OpenAPI document is part of this module")
                    .readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
