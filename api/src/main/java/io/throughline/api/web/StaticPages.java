package io.throughline.api.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The web pages, from the class path. A path that names a file is that file; any other path is a page of the application, which
 * finds its own way from {@code index.html}.
 */
public final class StaticPages {
    /** Where the module of the pages puts them. */
    public static final String FOLDER = "/throughline-ui";

    private static final String INDEX = "/index.html";

    /** Names as a bundler writes them: no empty, hidden or dotted-only segment can match, nor anything encoded. */
    private static final Pattern FILE = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    private static final Map<String, String> MEDIA_TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("mjs", "text/javascript;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain;charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("wasm", "application/wasm"));

    /** Only files that exist are kept, so it is as large as the pages are. */
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /** A file and the tag that tells whether a browser has it already. */
    private record Page(byte[] bytes, String tag) {}

    public void answer(Context ctx) {
        String path = ctx.path();
        if (path.equals("/api") || path.startsWith("/api/")) {
            throw ProblemException.notFound("nothing answers here; the API is described at /openapi.json");
        }
        String extension = path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf('/')) + 1);
        boolean namesFile = path.startsWith("/assets/") || (path.contains(".") && MEDIA_TYPES.containsKey(extension));
        String file = namesFile ? path : INDEX;
        Page page = FILE.matcher(file).matches() ? page(file) : null;
        if (page == null) {
            throw ProblemException.notFound(
                    namesFile ? "there is no such file" : "the web pages are not part of this build");
        }
        send(ctx, file, page);
    }

    private static void send(Context ctx, String file, Page page) {
        String extension = file.substring(file.lastIndexOf('.') + 1);
        ctx.header("ETag", page.tag());
        // The bundler puts a hash of the content into every name below assets.
        ctx.header("Cache-Control", file.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        if (page.tag().equals(ctx.header("If-None-Match"))) {
            ctx.status(304);
            return;
        }
        ctx.contentType(MEDIA_TYPES.getOrDefault(extension, "application/octet-stream"))
                .result(page.bytes());
    }

    private @Nullable Page page(String file) {
        Page known = pages.get(file);
        if (known != null) {
            return known;
        }
        Page read = read(file);
        if (read != null) {
            pages.put(file, read);
        }
        return read;
    }

    private static @Nullable Page read(String file) {
        // Without an extension it may be a folder, of which some class loaders give a listing.
        if (file.lastIndexOf('.') < file.lastIndexOf('/')) {
            return null;
        }
        try (InputStream in = StaticPages.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Page(bytes, '"' + HexFormat.of().formatHex(digest, 0, 8) + '"');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
