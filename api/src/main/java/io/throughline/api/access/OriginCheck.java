package io.throughline.api.access;

import io.javalin.http.Context;
import io.throughline.api.web.ProblemCode;
import io.throughline.api.web.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets no page of another origin change anything. Browsers say where a page is from that sends something; who is none of them says nothing,
 * and is let in as far as {@link HostCheck} lets it.
 */
public final class OriginCheck {
    private OriginCheck() {}

    /**
     * @throws ProblemException {@code wrong-origin}
     */
    public static void check(Context ctx) {
        String origin = ctx.header("Origin");
        String method = ctx.method().name();
        boolean reads = method.equals("GET") || method.equals("HEAD");
        if (!reads && origin != null && !isOwn(origin, ctx.header("Host"))) {
            throw new ProblemException(
                    ProblemCode.WRONG_ORIGIN, "pages of other origins can change nothing here, and ask for nothing");
        }
    }

    static boolean isOwn(String origin, @Nullable String host) {
        try {
            String authority = new URI(origin).getAuthority();
            return authority != null
                    && host != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
