package io.throughline.ingest.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Reads the chunks again that were not sent from memory. Not safe for use by several threads. */
final class DrainReader implements Closeable {
    private static final int TRIES = 5;

    private final Damages damages;
    private @Nullable SegmentReader reader;
    private @Nullable Segment open;
    private @Nullable Ready passed;
    private int failures;

    DrainReader(Damages damages) {
        this.damages = damages;
    }

    /** A chunk that did not come from here was sent: reading goes on behind it. */
    void passOver(Ready chunk) {
        SegmentReader now = reader;
        if (now != null && chunk.segment().equals(open)) {
            now.goOn(chunk.end(), chunk.sequence() + 1);
        }
        passed = chunk;
    }

    /**
     * @param sent the number before the one wanted
     * @return the first chunk behind it in this file; null: there is none
     * @throws IOException the file cannot be read now; after some tries in a row its rest is taken for damaged
     */
    @Nullable
    Ready next(Segments.Part part, long sent) throws IOException {
        Segment segment = part.segment();
        try {
            SegmentReader from = reader(segment);
            SegmentReader.Frame frame = from.next(part.end(), part.lastSequence());
            while (frame != null && frame.sequence() <= sent) {
                frame = from.next(part.end(), part.lastSequence());
            }
            failures = 0;
            return frame == null ? null : ready(segment, frame);
        } catch (IOException e) {
            leave(segment);
            if (++failures < TRIES) {
                throw new IOException(segment.fileName() + " cannot be read: " + e.getMessage(), e);
            }
            failures = 0;
            long missing = part.lastSequence() - sent;
            tell(segment, new Damage(segment.fileName(), 0, 0, missing, "cannot be read: " + e.getMessage()));
            return null;
        }
    }

    /** One chunk whose place is known; null: it cannot be read any more. */
    @Nullable
    Ready at(Segment segment, long start, long sequence) throws IOException {
        try (SegmentReader once =
                new SegmentReader(segment.file, segment.marker, start, sequence, damage -> tell(segment, damage))) {
            SegmentReader.Frame frame = once.next(Files.size(segment.file), sequence);
            return frame == null ? null : ready(segment, frame);
        }
    }

    /** The file will not be read further. */
    void leave(Segment segment) throws IOException {
        if (segment.equals(open)) {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        SegmentReader closing = reader;
        reader = null;
        open = null;
        if (closing != null) {
            closing.close();
        }
    }

    private SegmentReader reader(Segment segment) throws IOException {
        SegmentReader now = reader;
        if (now != null && segment.equals(open)) {
            return now;
        }
        close();
        Ready before = passed != null && passed.segment().equals(segment) ? passed : null;
        SegmentReader next = new SegmentReader(
                segment.file,
                segment.marker,
                before == null ? FrameFormat.SEGMENT_HEADER_BYTES : before.end(),
                before == null ? segment.firstSequence : before.sequence() + 1,
                damage -> tell(segment, damage));
        reader = next;
        open = segment;
        return next;
    }

    private void tell(Segment segment, Damage damage) {
        segment.damaged = true;
        if (!segment.reported) {
            damages.add(damage);
        }
    }

    private static Ready ready(Segment segment, SegmentReader.Frame frame) {
        return new Ready(frame.content().chunk(), segment, frame.sequence(), frame.start(), frame.end());
    }
}
