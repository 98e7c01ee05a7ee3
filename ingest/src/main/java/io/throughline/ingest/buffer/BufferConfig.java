package io.throughline.ingest.buffer;

import io.throughline.core.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where chunks wait for Kafka, and how many.
 *
 * @param folder {@code receive.buffer.path}: of this process alone; null: there is no buffer on disk, and a chunk is safe when Kafka
 *     has it
 * @param maxBytes {@code receive.buffer.max-bytes}: of the files; when there are as many, senders wait. The last chunk may go beyond
 * @param segmentBytes {@code receive.buffer.segment-bytes}: a file that is so long is followed by the next one, and deleted when Kafka
 *     has all of it
 * @param sync {@code receive.buffer.sync}: the time between two calls that force the disk, while chunks keep coming; one that comes
 *     alone does not wait
 */
public record BufferConfig(@Nullable Path folder, long maxBytes, long segmentBytes, Duration sync) {
    private static final String SEGMENT_BYTES = "receive.buffer.segment-bytes";
    private static final long LEAST_BYTES = 16L << 20;

    public static BufferConfig from(Settings settings) {
        String path = settings.optional("receive.buffer.path");
        if (path != null && path.isBlank()) {
            settings.problem("receive.buffer.path", "may not be empty");
        }
        long maxBytes = settings.bytes("receive.buffer.max-bytes", 4L << 30, LEAST_BYTES, 1L << 50);
        long segmentBytes = settings.bytes(SEGMENT_BYTES, Math.min(64L << 20, maxBytes / 2), 1L << 20, 1L << 30);
        if (segmentBytes > maxBytes / 2) {
            settings.problem(SEGMENT_BYTES, "must be at most half of receive.buffer.max-bytes");
        }
        return new BufferConfig(
                path == null || path.isBlank()
                        ? null
                        : Path.of(path).toAbsolutePath().normalize(),
                maxBytes,
                segmentBytes,
                settings.duration("receive.buffer.sync", Duration.ofMillis(5), Duration.ZERO, Duration.ofSeconds(10)));
    }
}
