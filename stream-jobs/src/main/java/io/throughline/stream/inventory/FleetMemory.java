package io.throughline.stream.inventory;

import io.throughline.stream.detect.Episode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All containers and images that are known: a container is a few hundred bytes, and engines tell of each about once an hour.
 *
 * @param containers by {@link SightKeys#container}, at most {@link FleetWatch#MAX_CONTAINERS}
 * @param hosts whose engine told of containers, with the last time
 * @param images by digest, and by tag for those of which no digest is known; at most {@link FleetWatch#MAX_IMAGES}
 * @param tags what a tag stands for; at most as many
 * @param due what is to be judged later, by the subject
 * @param episodes what is being told, by rule and subject; at most {@link FleetWatch#MAX_EPISODES}
 * @param sweep when what is too old is to be forgotten
 */
record FleetMemory(
        Map<String, Container> containers,
        Map<String, Instant> hosts,
        Map<String, Image> images,
        Map<String, Tag> tags,
        Map<String, Due> due,
        Map<String, Episode> episodes,
        Instant sweep) {
    static FleetMemory empty(Instant sweep) {
        return new FleetMemory(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                sweep);
    }

    FleetMemory sweptUntil(Instant next) {
        return new FleetMemory(containers, hosts, images, tags, due, episodes, next);
    }

    /**
     * A container that an engine told of.
     *
     * @param image its key among the images; null: it has none
     * @param tag the reference as configured, without a digest
     * @param seen the latest sight of it
     * @param ended when it ended; null: as far as is known it runs
     */
    record Container(
            Sight.Who who,
            @Nullable String image,
            @Nullable String tag,
            Instant seen,
            @Nullable Instant ended) {}

    /**
     * An image that runs, or was scanned.
     *
     * @param scanned the last scan; null: none is known
     * @param critical ids of critical vulnerabilities of the last scan; null before the first
     * @param served when one of its containers first served
     * @param seen the latest sight of it
     */
    record Image(
            @Nullable Instant scanned,
            @Nullable List<String> critical,
            @Nullable Instant served,
            Instant seen) {}

    /** What a tag stands for since when. */
    record Tag(String digest, Instant since, Instant seen) {}

    /**
     * What is to be judged later.
     *
     * @param sight what it is to be judged for
     */
    record Due(Instant at, Sight sight) {}
}
