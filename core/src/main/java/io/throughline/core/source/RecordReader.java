package io.throughline.core.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * The records of one file, in their order: lines, grouped where an envelope split a message. Holds one record and what belongs
 * to an unfinished group.
 */
public final class RecordReader implements Closeable {
    private final LineReader lines;

    private byte[] value = new byte[0];
    private long offset;
    private int length;
    private long safeOffset;
    private long timeMillis = RecordTime.NONE;

    public RecordReader(LineReader lines) {
        this.lines = lines;
        this.safeOffset = lines.nextOffset();
    }

    /** Goes on to the next record; false where the file has none, for now. */
    public boolean next() throws IOException {
        if (!lines.next()) {
            return false;
        }
        take();
        safeOffset = lines.nextOffset();
        return true;
    }

    /** Takes what was begun and has no end: first an unfinished group, then an unfinished line. */
    public boolean rest() {
        if (!lines.rest()) {
            return false;
        }
        take();
        return true;
    }

    /** Takes an unfinished group, whose rest does not come. */
    public boolean group() {
        return false;
    }

    /** Whether a group waits for its rest. */
    public boolean grouping() {
        return false;
    }

    /** The bytes of the record; a new array each time. */
    public byte[] value() {
        return value;
    }

    /** From the start of the unpacked file to the record's first byte. */
    public long offset() {
        return offset;
    }

    /** The record's true length, more than {@code value} has where a limit cut it. */
    public int length() {
        return length;
    }

    /** Where reading may resume once this record and all before it are safe elsewhere. */
    public long safeOffset() {
        return safeOffset;
    }

    /** When the record was written, as far as {@link RecordTime} can tell; else when the one before it was. */
    public long timeMillis() {
        return timeMillis;
    }

    /** The lines that the records come from. */
    public LineReader lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void take() {
        value = Arrays.copyOfRange(lines.buffer(), lines.start(), lines.end());
        offset = lines.offset();
        length = lines.length();
        long time = RecordTime.peekMillis(value, 0, value.length);
        if (time != RecordTime.NONE) {
            timeMillis = time;
        }
    }
}
