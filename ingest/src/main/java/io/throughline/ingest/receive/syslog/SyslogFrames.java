package io.throughline.ingest.receive.syslog;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Cuts a stream into messages, as RFC 6587, 3.4, frames them: {@code 83 <34>1 ...} counts octets, anything else is a line. Which it
 * is, each frame says by itself. One per connection, in its event loop. Keeps no more than the longest frame.
 */
final class SyslogFrames {
    private static final int FIRST_BYTES = 1024;
    /** A larger array is let go with its message. */
    private static final int KEPT_BYTES = 8 << 10;
    /** More octets than any limit; a longer number is no count. */
    private static final int MAX_DIGITS = 9;

    /** What is done with a message. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param bytes holds the message at its beginning, until this returns
         * @param kept how many of its bytes there are
         * @param length how many it had: more than {@code kept} where it was too long or the stream ended within
         */
        void frame(byte[] bytes, int kept, long length);
    }

    private enum State {
        START,
        COUNT,
        BEHIND_COUNT,
        OCTETS,
        LINE
    }

    private final int maxBytes;
    private final Sink sink;
    private State state = State.START;
    private byte[] bytes = new byte[FIRST_BYTES];
    private int kept;
    private long length;
    /** Octets of the frame as its sender counted them. */
    private long counted;

    SyslogFrames(int maxBytes, Sink sink) {
        this.maxBytes = maxBytes;
        this.sink = sink;
    }

    /** Reads all of it; what is not complete is waited for. */
    void read(ByteBuf in) {
        read(in, () -> false);
    }

    /** Reads until a message was enough. */
    void read(ByteBuf in, BooleanSupplier enough) {
        while (in.isReadable() && !enough.getAsBoolean()) {
            switch (state) {
                case START -> start(in.readByte());
                case COUNT -> count(in.readByte());
                case BEHIND_COUNT -> behindCount(in.readByte());
                case OCTETS -> octets(in);
                case LINE -> line(in);
            }
        }
    }

    /** Whether a message has begun and not ended. */
    boolean within() {
        return state != State.START;
    }

    /** Bytes of memory. */
    int capacity() {
        return bytes.length;
    }

    /** The stream is at its end: what there is of a last message is better than nothing. */
    void end() {
        if (state == State.OCTETS) {
            length = counted;
        }
        if (state != State.START) {
            frame();
        }
    }

    private void start(byte first) {
        // Some senders end counted frames by a line feed all the same.
        if (first == '\n' || first == '\r' || first == 0 || first == ' ') {
            return;
        }
        counted = (long) first - '0';
        state = first >= '1' && first <= '9' ? State.COUNT : State.LINE;
        keep(first);
    }

    private void count(byte next) {
        if (next >= '0' && next <= '9' && kept < MAX_DIGITS) {
            counted = counted * 10 + next - '0';
            keep(next);
        } else if (next == ' ') {
            state = State.BEHIND_COUNT;
            keep(next);
        } else {
            lineByte(next);
        }
    }

    /** A message begins with its priority; a line of text may well begin with a number. */
    private void behindCount(byte next) {
        if (next != '<') {
            lineByte(next);
            return;
        }
        kept = 0;
        length = 0;
        state = State.OCTETS;
        keep(next);
        if (length == counted) {
            frame();
        }
    }

    private void octets(ByteBuf in) {
        keep(in, (int) Math.min(in.readableBytes(), counted - length));
        if (length == counted) {
            frame();
        }
    }

    private void line(ByteBuf in) {
        int feed = in.bytesBefore((byte) '\n');
        keep(in, feed < 0 ? in.readableBytes() : feed);
        if (feed >= 0) {
            in.skipBytes(1);
            frame();
        }
    }

    private void lineByte(byte next) {
        state = State.LINE;
        if (next == '\n') {
            frame();
        } else {
            keep(next);
        }
    }

    private void keep(byte next) {
        if (kept < maxBytes) {
            room(1);
            bytes[kept++] = next;
        }
        length++;
    }

    private void keep(ByteBuf in, int count) {
        int taken = Math.min(count, maxBytes - kept);
        room(taken);
        in.readBytes(bytes, kept, taken);
        in.skipBytes(count - taken);
        kept += taken;
        length += count;
    }

    private void room(int more) {
        if (kept + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(bytes.length * 2, kept + more)));
        }
    }

    private void frame() {
        if (length == kept) {
            while (kept > 0 && (bytes[kept - 1] == '\n' || bytes[kept - 1] == '\r' || bytes[kept - 1] == 0)) {
                kept--;
            }
            length = kept;
        }
        if (kept > 0) {
            sink.frame(bytes, kept, length);
        }
        state = State.START;
        kept = 0;
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
    }
}
