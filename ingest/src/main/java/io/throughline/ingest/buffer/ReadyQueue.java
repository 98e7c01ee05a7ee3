package io.throughline.ingest.buffer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Chunks as they were taken, so that what keeps pace with the senders need not be read again. It has a limit; what goes beyond is on
 * the disk. Safe for use by several threads.
 */
final class ReadyQueue {
    private final Deque<Ready> queue = new ArrayDeque<>();
    private final long maxBytes;
    private long bytes;

    ReadyQueue(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized void add(Ready ready) {
        if (bytes < maxBytes) {
            queue.add(ready);
            bytes += ready.end() - ready.start();
        }
    }

    /** The chunk with this number; null: it is not here, and none before it is from now on. */
    synchronized @Nullable Ready poll(long sequence) {
        Ready first = queue.peek();
        while (first != null && first.sequence() <= sequence) {
            queue.poll();
            bytes -= first.end() - first.start();
            if (first.sequence() == sequence) {
                return first;
            }
            first = queue.peek();
        }
        return null;
    }
}
