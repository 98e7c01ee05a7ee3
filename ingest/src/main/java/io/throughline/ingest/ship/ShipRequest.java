package io.throughline.ingest.ship;

import io.throughline.core.source.ContainerLookup;
import io.throughline.core.source.OriginOverrides;
import java.util.List;

/**
 * What one run of the shipper is asked for.
 *
 * @param patterns files, folders and globs
 * @param exclude globs of files that are left out, beside those of {@code ship.exclude}
 * @param overrides what the operator says about the files
 * @param containers asked for what the files' paths leave out
 * @param once whether to stop when all files are read to their end and all of it is acknowledged
 */
public record ShipRequest(
        List<String> patterns,
        List<String> exclude,
        OriginOverrides overrides,
        ContainerLookup containers,
        boolean once) {
    public ShipRequest {
        patterns = List.copyOf(patterns);
        exclude = List.copyOf(exclude);
    }

    /** Nothing is left out, and of containers nothing is known but what paths tell. */
    public ShipRequest(List<String> patterns, OriginOverrides overrides, boolean once) {
        this(patterns, List.of(), overrides, ContainerLookup.NONE, once);
    }
}
