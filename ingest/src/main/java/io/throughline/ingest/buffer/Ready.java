package io.throughline.ingest.buffer;

import io.throughline.ingest.publish.Chunk;

/**
 * A chunk that is safe and was not handed to Kafka's publisher yet.
 *
 * @param start where its frame is in the segment
 * @param end behind its frame
 */
record Ready(Chunk chunk, Segment segment, long sequence, long start, long end) {}
