package io.throughline.api.web;

import io.javalin.http.Context;
import java.util.Map;

/**
 * What browsers must not do with our answers. Log lines are written by strangers: should one ever reach a page as markup, its
 * scripts do not run and nothing can be sent elsewhere.
 */
public final class SecurityHeaders {
    /** The pages need nothing inline, neither scripts nor styles; their own tests run under the same policy. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin");

    private SecurityHeaders() {}

    public static void set(Context ctx) {
        HEADERS.forEach(ctx::header);
        // Answers come gzipped or not.
        ctx.header("Vary", "Accept-Encoding");
    }
}
