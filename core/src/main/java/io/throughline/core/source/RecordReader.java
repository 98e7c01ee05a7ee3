package io.throughline.core.source;

import io.throughline.core.frame.FrameLimits;
import io.throughline.core.frame.MessageFramer;
import io.throughline.core.frame.Multiline;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The records of one file, in their order: its lines, framed. Holds one record and what belongs to unfinished messages; one
 * thread at a time.
 */
public final class RecordReader implements Closeable {
    private static final FrameLimits LIMITS = new FrameLimits(LineReader.MAX_LINE_BYTES, 512, LineReader.CUT_BYTES);

    private final LineReader lines;
    private final MessageFramer framer;
    /** What one line brought: mostly one record, sometimes the end of a message that is not continued and the line itself. */
    private final Queue<RawRecord> framed = new ArrayDeque<>();

    private @Nullable RawRecord record;
    private long safeOffset;
    private long timeMillis = RecordTime.NONE;

    /** Stack traces are joined. */
    public RecordReader(LineReader lines, String source, Origin origin) {
        this(lines, source, origin, Multiline.TRACES);
    }

    public RecordReader(LineReader lines, String source, Origin origin, Multiline multiline) {
        this.lines = lines;
        this.framer = new MessageFramer(source, origin, LIMITS, multiline, framed::add);
        this.safeOffset = lines.nextOffset();
    }

    /** Goes on to the next record; false where the file has none, for now. */
    public boolean next() throws IOException {
        while (framed.isEmpty()) {
            if (!lines.next()) {
                return false;
            }
            frame();
        }
        take();
        safeOffset = settledOffset();
        return true;
    }

    /** Takes an unfinished message, whose rest does not come. */
    public boolean flush() {
        framer.flush();
        if (framed.isEmpty()) {
            return false;
        }
        take();
        safeOffset = settledOffset();
        return true;
    }

    /**
     * Takes what was begun and has no end, messages and a line: for a file that has come to its end. The safe offset stays before
     * it, for the case that the file grows after all.
     */
    public boolean rest() {
        if (framed.isEmpty() && lines.rest()) {
            frame();
        }
        if (framed.isEmpty()) {
            framer.flush();
        }
        if (framed.isEmpty()) {
            return false;
        }
        take();
        return true;
    }

    /** Whether a message waits for its rest, or for whether it has one. */
    public boolean unfinished() {
        return framer.settledOffset() != MessageFramer.NOTHING_HELD;
    }

    /** Whether what waits lacks nothing that its writer said would come: only a further line of a trace may follow. */
    public boolean complete() {
        return framer.complete();
    }

    /** @throws IllegalStateException none was taken yet */
    public RawRecord record() {
        if (record == null) {
            throw new IllegalStateException("no record was taken");
        }
        return record;
    }

    /** Where reading may resume once this record and all before it are safe elsewhere. */
    public long safeOffset() {
        return safeOffset;
    }

    /** When the record was written, as far as {@link RecordTime} can tell; else when the one before it was. */
    public long timeMillis() {
        return timeMillis;
    }

    /** Gives buffers back that hold nothing, for files that wait for more. */
    public void release() {
        lines.release();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void frame() {
        framer.line(lines.buffer(), lines.start(), lines.end(), lines.offset(), lines.length());
    }

    private void take() {
        RawRecord taken = framed.remove();
        long time = RecordTime.peekMillis(taken.value(), 0, taken.value().length);
        if (time != RecordTime.NONE) {
            timeMillis = time;
        }
        record = taken;
    }

    private long settledOffset() {
        long settled = Math.min(framer.settledOffset(), lines.nextOffset());
        for (RawRecord waiting : framed) {
            settled = Math.min(settled, waiting.offset());
        }
        return settled;
    }
}
