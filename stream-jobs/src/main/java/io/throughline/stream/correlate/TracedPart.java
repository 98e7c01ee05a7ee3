package io.throughline.stream.correlate;

import org.jspecify.annotations.Nullable;

/**
 * A record with the trace that it names.
 *
 * @param trace null where it names none
 */
public record TracedPart(@Nullable String trace, PackedParts part) {}
