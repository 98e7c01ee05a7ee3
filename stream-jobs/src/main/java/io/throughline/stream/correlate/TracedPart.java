package io.throughline.stream.correlate;

import org.jspecify.annotations.Nullable;

/**
 * A hop's record with the trace that it names.
 *
 * @param hop its id, so that nothing has to be unpacked to know it
 * @param trace null where it names none
 */
public record TracedPart(String hop, @Nullable String trace, PackedParts part) {}
