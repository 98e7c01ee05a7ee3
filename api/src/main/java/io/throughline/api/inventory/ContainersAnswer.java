package io.throughline.api.inventory;

import io.throughline.core.model.ContainerVersion;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Containers as JSON has them.
 *
 * @param complete false: there are more than were asked for
 */
record ContainersAnswer(String at, List<Item> items, boolean complete) {
    /**
     * One, as it was then.
     *
     * @param key what it is known by, also where its id is not known
     * @param since when it became so
     * @param seen the latest record of it in that state, of that day
     */
    record Item(
            String key,
            String state,
            String since,
            String seen,
            String host,
            @Nullable String service,
            @Nullable String id,
            @Nullable String name,
            @Nullable String image,
            @Nullable String digest,
            List<String> privileges,
            @Nullable String firstLog,
            @Nullable String lastLog,
            @Nullable String firstServed,
            @Nullable String lastServed,
            @Nullable String ended) {
        static Item of(ContainerVersion version) {
            return new Item(
                    version.key(),
                    version.action().name().toLowerCase(Locale.ROOT),
                    version.since().toString(),
                    version.seen().toString(),
                    version.host(),
                    version.service(),
                    version.id(),
                    version.name(),
                    version.image(),
                    version.digest(),
                    version.privileges(),
                    text(version.firstLog()),
                    text(version.lastLog()),
                    text(version.firstServed()),
                    text(version.lastServed()),
                    text(version.ended()));
        }

        private static @Nullable String text(@Nullable Instant time) {
            return time == null ? null : time.toString();
        }
    }

    static ContainersAnswer of(Instant at, List<ContainerVersion> found, int size) {
        return new ContainersAnswer(
                at.toString(), found.stream().limit(size).map(Item::of).toList(), found.size() <= size);
    }
}
