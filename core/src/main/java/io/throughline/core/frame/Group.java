package io.throughline.core.frame;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.util.Arrays;

/** The lines of one unfinished message on one stream, joined by line feeds; beyond the limit only counted. */
final class Group {
    private static final byte[] NO_TIME = {};

    private final FrameLimits limits;
    private final EnvelopeLine.Kind kind;
    /** Of the last part that has no end. */
    private byte[] time = NO_TIME;

    private final long offset;
    private boolean unfinished;
    private byte[] bytes;
    private int size;
    private long length;
    private int lines;

    Group(FrameLimits limits, EnvelopeLine line, byte[] buffer, int from, int to, long offset) {
        this.limits = limits;
        this.kind = line.kind();
        this.offset = offset;
        this.bytes = new byte[Math.max(64, to - from)];
        add(line, buffer, from, to);
    }

    void add(EnvelopeLine line, byte[] buffer, int from, int to) {
        unfinished = line.unfinished();
        if (unfinished) {
            time = line.time(buffer);
        }
        int added = to - from + (lines == 0 ? 0 : 1);
        length += added;
        lines++;
        if (length > limits.maxBytes()) {
            keepHead(buffer, from, to);
            return;
        }
        if (size + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limits.maxBytes(), Math.max(size + added, bytes.length * 2)));
        }
        append(buffer, from, to);
    }

    /** Whether the last line's writer said that more of it comes. */
    boolean unfinished() {
        return unfinished;
    }

    boolean isOf(EnvelopeLine.Kind other) {
        return kind == other;
    }

    /** Where the last line is unfinished: whether this one is its rest, or its next part. */
    boolean continuedBy(EnvelopeLine line, byte[] buffer) {
        return line.kind() == kind
                && (kind == EnvelopeLine.Kind.CRI
                        || line.sameTime(buffer, time)
                        || !MessageStart.at(buffer, line.textStart(), line.textEnd()));
    }

    boolean full() {
        return lines >= limits.maxLines() && length <= limits.maxBytes();
    }

    long offset() {
        return offset;
    }

    RawRecord record(String source, Origin origin) {
        int trueLength = (int) Math.min(length, Integer.MAX_VALUE);
        return new RawRecord(source, offset, Arrays.copyOf(bytes, size), trueLength, origin);
    }

    private void append(byte[] buffer, int from, int to) {
        if (size > 0) {
            bytes[size++] = '\n';
        }
        System.arraycopy(buffer, from, bytes, size, to - from);
        size += to - from;
    }

    private void keepHead(byte[] buffer, int from, int to) {
        if (size < limits.keptBytes()) {
            int room = limits.keptBytes() - size - (size > 0 ? 1 : 0);
            bytes = Arrays.copyOf(bytes, limits.keptBytes());
            append(buffer, from, Math.min(to, from + Math.max(0, room)));
        } else if (bytes.length > limits.keptBytes()) {
            bytes = Arrays.copyOf(bytes, limits.keptBytes());
            size = limits.keptBytes();
        }
    }
}
