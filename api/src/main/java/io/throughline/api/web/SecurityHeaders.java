package io.throughline.api.web;

import io.javalin.http.Context;
import java.util.Map;

/**
 * What browsers must not do with our answers. Log lines are written by strangers: should one ever reach a page as markup, its
 * scripts do not run and nothing can be sent elsewhere.
 */
public final class SecurityHeaders {
    /** The pages' components set style attributes, so inline styles are let through; inline scripts are not. */
    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
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
