package io.throughline.core.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as it was from one instant on, as far as one day tells: so the inventory of any instant can be read off the day that it is in.
 *
 * @param key what the container is known by, also where its id is not known
 * @param since when it became so
 * @param from since then, or since the day's first record of it
 * @param seen the latest record of it, of that day
 * @param action what its engine said last
 * @param digest {@code sha256:...} of the image that it really runs
 * @param privileges in words, those that matter
 * @param firstLog of all its time, as far as it is remembered; the same of the other three
 * @param ended null: it runs, as far as is known
 */
public record ContainerVersion(
        String key,
        Instant since,
        Instant from,
        Instant seen,
        ContainerState.Action action,
        String host,
        @Nullable String service,
        @Nullable String id,
        @Nullable String name,
        @Nullable String image,
        @Nullable String digest,
        List<String> privileges,
        @Nullable Instant firstLog,
        @Nullable Instant lastLog,
        @Nullable Instant firstServed,
        @Nullable Instant lastServed,
        @Nullable Instant ended) {
    public ContainerVersion {
        privileges = List.copyOf(privileges);
    }
}
