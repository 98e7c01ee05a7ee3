package io.throughline.core.payload;

/**
 * An attack that was recognised in a part of a request.
 *
 * @param part {@code query parameter}, {@code header}...
 * @param name the part's own name, cut and without control characters; empty where it has none
 * @param reason a sentence that names the part
 * @param excerpt of the decoded text around what was recognised, cut and without control characters; not masked
 */
public record Sighting(PayloadKind kind, String part, String name, String reason, String excerpt, double confidence) {}
