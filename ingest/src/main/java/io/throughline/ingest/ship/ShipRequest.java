package io.throughline.ingest.ship;

import io.throughline.core.source.ContainerLookup;
import io.throughline.core.source.OriginOverrides;
import java.util.List;

/**
 * What one run of the shipper is asked for.
 *
 * @param patterns files, folders and globs
 * @param overrides what the operator says about the files
 * @param containers asked for what the files' paths leave out
 * @param once whether to stop when all files are read to their end and all of it is acknowledged
 */
public record ShipRequest(List<String> patterns, OriginOverrides overrides, ContainerLookup containers, boolean once) {
    /** Of containers nothing is known but what paths tell. */
    public ShipRequest(List<String> patterns, OriginOverrides overrides, boolean once) {
        this(patterns, overrides, ContainerLookup.NONE, once);
    }

    public ShipRequest {
        patterns = List.copyOf(patterns);
    }
}
