package io.throughline.stream.infer;

/**
 * A unit that knows its flow.
 *
 * @param step from its root to what called it
 * @param known when, in milliseconds since 1970
 */
record Named(String flow, Unit unit, Step step, long known) {}
