package io.throughline.stream.correlate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asked, and what the detectors of principals need to know of a request beside its path.
 *
 * @param principal a token's subject, a user's name; at most {@value #MAX_CHARS} characters
 * @param credential 16 hex digits of a keyed digest of the token, session or key: never the credential
 * @param place the client's address, or the container that called
 * @param roles of the principal, sorted, at most {@value #MAX_ROLES}
 * @param responseBytes below 0 where it is not logged
 * @param page of a list that is read page by page; below 0 where there is none
 */
public record Asker(
        Told told,
        @Nullable String principal,
        @Nullable String credential,
        @Nullable String place,
        List<String> roles,
        long responseBytes,
        long page,
        Login login) {
    static final int MAX_CHARS = 128;
    static final int MAX_ROLES = 4;

    /** How it is known who asked. */
    public enum Told {
        /** The request's own record names a principal or a credential. */
        ITSELF,
        /** The request began its flow: whose address it came from asks. */
        FLOW_ENTRY,
        /** The flow began with somebody's request. */
        FLOW_INNER
    }

    /** Whether a record says by itself that somebody logged in, as ECS has it. */
    public enum Login {
        NOT_SAID,
        FAILED,
        SUCCEEDED
    }

    public Asker {
        roles = List.copyOf(roles);
    }

    /** Whether another record tells of the same request: counted there, learned from there. */
    public boolean again() {
        return told != Told.ITSELF;
    }

    /** The best of what is known: principal, else credential, else address. */
    public String who() {
        if (principal != null) {
            return principal;
        }
        return credential != null ? "credential " + credential.substring(0, 8) : place != null ? place : "";
    }

    /** @param text longer ones keep their beginning, and differ by the number of all of it */
    static String cut(String text) {
        return text.length() <= MAX_CHARS
                ? text
                : text.substring(0, MAX_CHARS - 9) + '#' + Integer.toHexString(text.hashCode());
    }
}
