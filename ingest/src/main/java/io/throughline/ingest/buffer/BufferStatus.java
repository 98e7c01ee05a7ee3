package io.throughline.ingest.buffer;

import org.jspecify.annotations.Nullable;

/**
 * How the buffer does.
 *
 * @param problem why it takes or sends nothing; null: all is well
 * @param bytes of its files
 * @param maxBytes with as many, senders wait
 * @param waitingChunks taken and not in Kafka
 * @param files that it has
 * @param forces calls that forced the disk since the start
 * @param refused chunks that came when there was no room
 * @param repeated chunks that came again and were here already
 * @param damagedPlaces that could not be read since the start
 * @param missingChunks for it, as far as that is known
 */
public record BufferStatus(
        @Nullable String problem,
        long bytes,
        long maxBytes,
        long waitingChunks,
        int files,
        long forces,
        long refused,
        long repeated,
        long damagedPlaces,
        long missingChunks) {
    /** In one line, for people. */
    public String summary() {
        return (problem == null ? "" : problem + "; ")
                + waitingChunks + " chunks wait, " + (bytes >> 20) + " of " + (maxBytes >> 20) + " MiB"
                + (damagedPlaces == 0
                        ? ""
                        : ", " + damagedPlaces + " damaged places, " + missingChunks + " chunks known to be missing");
    }
}
