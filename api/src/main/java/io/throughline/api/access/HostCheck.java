package io.throughline.api.access;

import io.javalin.http.Context;
import io.throughline.api.web.ProblemCode;
import io.throughline.api.web.ProblemException;
import java.util.Locale;
import java.util.Set;

/**
 * Answers only to our own names. A page of a stranger can point its name at 127.0.0.1 and then read from us as if we were its own
 * server (DNS rebinding); its name in the {@code Host} header gives it away.
 */
public final class HostCheck {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final boolean loopback;
    private final Set<String> allowed;

    /**
     * @param loopback whether the server listens on a loopback address only
     * @param allowed more names, in lower case
     */
    public HostCheck(boolean loopback, Set<String> allowed) {
        this.loopback = loopback;
        this.allowed = Set.copyOf(allowed);
    }

    /**
     * @throws ProblemException {@code wrong-host}
     */
    public void check(Context ctx) {
        if (!allows(ctx.req().getServerName())) {
            throw new ProblemException(
                    ProblemCode.WRONG_HOST, "ask for localhost, or add the name to the setting api.allowed-hosts");
        }
    }

    boolean allows(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        return allowed.contains(host)
                || (loopback ? LOOPBACK.contains(host) : allowed.isEmpty() || LOOPBACK.contains(host));
    }
}
