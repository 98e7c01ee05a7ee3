package io.throughline.core.score;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Exposure} remembers: at most {@link Exposure#MAX_EDGES} edges and {@link Exposure#MAX_TRAITS} assets.
 *
 * @param lastCall by caller, a zero and callee
 * @param traits by field, a zero and the asset's name
 */
public record ExposureMemory(Map<String, Instant> lastCall, Map<String, Traits> traits) {
    public static ExposureMemory empty() {
        return new ExposureMemory(new HashMap<>(), new HashMap<>());
    }

    /**
     * What is known of a container, or of the containers of a service.
     *
     * @param seen when an engine told of it
     * @param privilegedAt when it last was found to have privileges; null: never
     * @param privileges which ones
     * @param imageSince when the image was built, as its label says; null: not known
     */
    public record Traits(
            Instant seen,
            @Nullable Instant privilegedAt,
            List<String> privileges,
            @Nullable Instant imageSince) {}
}
