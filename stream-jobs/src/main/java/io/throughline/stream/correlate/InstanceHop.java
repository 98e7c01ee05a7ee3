package io.throughline.stream.correlate;

/**
 * One request's record on its way to where all of its instance come together.
 *
 * @param instance one clock, and one program whose ways can be learned
 */
public record InstanceHop(String instance, TracedPart hop) {}
