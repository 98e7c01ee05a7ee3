package io.throughline.ingest.buffer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of the buffer, in the order of their chunks: the writer adds, the drain takes away. Safe for use by several threads. */
final class Segments {
    private final Deque<Segment> all = new ArrayDeque<>();
    private long bytes;
    private long lastSequence;

    /** @param lastSequence of everything that was ever here */
    Segments(List<Segment> found, long lastSequence) {
        for (Segment segment : found) {
            all.add(segment);
            bytes += segment.end;
        }
        this.lastSequence = lastSequence;
    }

    /** Of all files, as far as they are read. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized int count() {
        return all.size();
    }

    /** Of the last frame that is safe. */
    synchronized long lastSequence() {
        return lastSequence;
    }

    synchronized void add(Segment segment) {
        all.add(segment);
        bytes += segment.end;
    }

    /** Its frames are safe up to here. */
    synchronized void grow(Segment segment, long end, long last) {
        bytes += end - segment.end;
        segment.end = end;
        segment.lastSequence = last;
        lastSequence = last;
    }

    synchronized void finish(Segment segment) {
        segment.finished = true;
    }

    /** Lets one go that never had a safe frame, or whose frames are in Kafka. */
    synchronized void remove(Segment segment) {
        if (all.remove(segment)) {
            bytes -= segment.end;
        }
    }

    /** The file that has a frame behind this one, and up to where it is read now; null where there is none. */
    synchronized @Nullable Part behind(long sequence) {
        for (Segment segment : all) {
            if (segment.lastSequence > sequence) {
                return new Part(segment, segment.end, segment.lastSequence);
            }
        }
        return null;
    }

    /** The first file, where it will not grow and holds nothing behind this frame. */
    synchronized @Nullable Segment finishedUpTo(long sequence) {
        Segment first = all.peek();
        return first != null && first.finished && first.lastSequence <= sequence ? first : null;
    }

    /** A file as it is now. */
    record Part(Segment segment, long end, long lastSequence) {}
}
