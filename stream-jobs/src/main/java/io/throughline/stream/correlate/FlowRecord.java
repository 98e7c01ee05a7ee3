package io.throughline.stream.correlate;

/** One record's way to its flow. */
public record FlowRecord(String flow, PackedParts part) {}
