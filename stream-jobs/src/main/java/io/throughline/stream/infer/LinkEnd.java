package io.throughline.stream.infer;

/**
 * One side of a call between instances.
 *
 * @param link the same on both sides
 * @param caller whether it is the calling side
 * @param unit that it is in
 * @param hop the record of this side
 * @param time when it was over, in milliseconds since 1970
 */
record LinkEnd(String link, boolean caller, String unit, String hop, long time) {}
