package io.throughline.core.model;

import org.jspecify.annotations.Nullable;

/**
 * One thing a person can look up to check an alert.
 *
 * @param event the log event's id
 * @param flow the flow it belongs to, where it belongs to one
 * @param source the file or stream
 * @param offset bytes from the start of the source
 */
public record Evidence(String event, @Nullable String flow, String source, long offset) {}
