package io.throughline.core.source;

import org.jspecify.annotations.Nullable;

/** What the operator says on the command line about every file of a run; it wins over what paths tell. */
public record OriginOverrides(
        @Nullable String host,
        @Nullable String service,
        @Nullable String containerName,
        @Nullable String image,
        @Nullable String format) {
    /** Nothing said: paths alone tell. */
    public static final OriginOverrides NONE = new OriginOverrides(null, null, null, null, null);
}
