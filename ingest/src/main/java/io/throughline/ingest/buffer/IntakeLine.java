package io.throughline.ingest.buffer;

import io.throughline.ingest.publish.ChunkPublisher;
import io.throughline.ingest.publish.Intake;
import io.throughline.ingest.publish.PublishConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is behind the receivers: Kafka's publisher, and before it the buffer on disk where there is one. */
public final class IntakeLine implements AutoCloseable {
    private final ChunkPublisher publisher;
    private final @Nullable DiskBuffer disk;

    private IntakeLine(ChunkPublisher publisher, @Nullable DiskBuffer disk) {
        this.publisher = publisher;
        this.disk = disk;
    }

    /**
     * @param memoryBytes for chunks in memory, all together
     * @throws CannotBufferException the buffer's folder is in use, or cannot be read or written
     */
    public static IntakeLine open(PublishConfig publish, BufferConfig buffer, long memoryBytes) {
        Path folder = buffer.folder();
        if (folder == null) {
            return new IntakeLine(new ChunkPublisher(publish, memoryBytes), null);
        }
        ChunkPublisher publisher = new ChunkPublisher(publish, memoryBytes / 2);
        try {
            return new IntakeLine(publisher, DiskBuffer.open(buffer, folder, memoryBytes / 4, publisher));
        } catch (CannotBufferException e) {
            publisher.close();
            throw e;
        }
    }

    /** For the receivers. */
    public Intake intake() {
        return disk == null ? publisher : disk;
    }

    /** Completes when nothing more gets to Kafka from here; fails with the reason, unless this was closed. */
    public CompletableFuture<Void> ended() {
        return disk == null
                ? publisher.ended()
                : CompletableFuture.anyOf(publisher.ended(), disk.ended()).thenApply(any -> null);
    }

    /** Why it is not well; null: it is. */
    public @Nullable String problem() {
        List<CompletableFuture<Void>> ends =
                disk == null ? List.of(publisher.ended()) : List.of(publisher.ended(), disk.ended());
        return ends.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .map(end -> String.valueOf(end.exceptionNow().getMessage()))
                .findFirst()
                .orElse(null);
    }

    /** Bytes in memory that are not safe in Kafka. */
    public long unsafeBytes() {
        return publisher.unsafeBytes();
    }

    /** Of the buffer on disk, where there is one. */
    public Optional<BufferStatus> buffer() {
        return Optional.ofNullable(disk).map(DiskBuffer::status);
    }

    @Override
    public void close() throws IOException {
        try {
            if (disk != null) {
                disk.close();
            }
        } finally {
            publisher.close();
        }
    }
}
