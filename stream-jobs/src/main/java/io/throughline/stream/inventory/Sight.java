package io.throughline.stream.inventory;

import io.throughline.core.model.ContainerState;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event tells of a container, a service or an image. Most events tell nothing that another of the same seconds has not told.
 *
 * @param key what it is filed under, see {@link SightKeys}
 * @param id breaks ties: the event's
 * @param facts of {@link Kind#STATE}
 * @param scan of {@link Kind#SCANNED}
 * @param peer of {@link Kind#CALLED}: whom the container called; of {@link Kind#RAISED}: the command, where it tells no rule of it already
 */
public record Sight(
        Kind kind,
        String key,
        Instant time,
        String id,
        Who who,
        @Nullable Facts facts,
        @Nullable Scan scan,
        @Nullable String peer,
        Evidence evidence) {
    /** Whether it tells of a container by its name what another sight tells by its id. */
    boolean isAlias() {
        return who.container() != null && key.startsWith("n:");
    }

    /** What was seen. */
    public enum Kind {
        /** An engine told of the container. */
        STATE,
        /** It wrote a line that is no request. */
        LOGGED,
        /** It answered a request. */
        SERVED,
        /** It called somebody. */
        CALLED,
        /** A program in it was given more rights than its starter has. */
        RAISED,
        /** A scanner told of an image. */
        SCANNED
    }

    /**
     * Whom it is about, as far as the event tells.
     *
     * @param image the reference as configured
     */
    public record Who(
            String host,
            @Nullable String service,
            @Nullable String container,
            @Nullable String name,
            @Nullable String image) {}

    /**
     * What an engine says of a container.
     *
     * @param digest {@code sha256:...} of the image that it runs
     * @param privileges in words, those that matter; empty: none, null: it does not say
     * @param base the image that its image was built on, as its label says
     * @param built when the image was built, as its label says
     */
    public record Facts(
            ContainerState.Action action,
            @Nullable String digest,
            @Nullable List<String> privileges,
            @Nullable String base,
            @Nullable Instant built) {}

    /**
     * What a scanner says of an image.
     *
     * @param names digests, ids and references that the image has, at most 40
     * @param critical ids of its critical vulnerabilities, those that the report's event holds
     * @param total how many critical ones it has
     */
    public record Scan(String scanner, List<String> names, List<String> critical, int total) {}
}
