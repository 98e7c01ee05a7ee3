package io.throughline.core.model;

/**
 * A record that could not be read, kept with its reason.
 *
 * @param reason a stable code, a colon, and what was wrong ({@code too-long: 52428800 bytes, the limit is 1048576})
 */
public record Rejected(RawRecord record, String reason) implements Normalised {}
