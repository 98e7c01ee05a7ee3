package io.throughline.ingest.ship;

import io.throughline.core.source.OriginOverrides;
import java.util.List;

/**
 * What one run of the shipper is asked for.
 *
 * @param patterns files, folders and globs
 * @param overrides what the operator says about the files
 * @param once whether to stop when all files are read to their end and all of it is acknowledged
 */
public record ShipRequest(List<String> patterns, OriginOverrides overrides, boolean once) {
    public ShipRequest {
        patterns = List.copyOf(patterns);
    }
}
