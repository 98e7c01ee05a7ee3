package io.throughline.core.frame;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Makes one envelope line of those into which one message was split, as {@link MessageFramer} has put them together: the first
 * line's envelope around all their texts. Docker's texts are joined as they are escaped, since no escape goes over a split. Lines
 * that are whole messages remain lines.
 */
public final class JoinedMessage {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] DOCKER = "{\"log\":\"".getBytes(StandardCharsets.US_ASCII);

    private JoinedMessage() {}

    /** The same array where there is nothing to be joined. */
    public static byte[] join(byte[] value) {
        if (value.length < DOCKER.length || (value[0] != '{' && (value[0] < '0' || value[0] > '9'))) {
            return value;
        }
        int feed = lineFeed(value, 0);
        if (feed == value.length) {
            return value;
        }
        EnvelopeLine envelope = new EnvelopeLine();
        envelope.read(value, 0, feed);
        return envelope.kind() == EnvelopeLine.Kind.NONE ? value : joined(value, envelope);
    }

    private static byte[] joined(byte[] value, EnvelopeLine envelope) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(value.length);
        boolean joined = false;
        int start = 0;
        while (start < value.length) {
            int end = lineFeed(value, start);
            envelope.read(value, start, end);
            int headEnd = envelope.kind() == EnvelopeLine.Kind.NONE ? end : envelope.textEnd();
            int tailStart = headEnd;
            int tailEnd = end;
            int stream = envelope.stream();
            EnvelopeLine.Kind kind = envelope.kind();
            out.write(value, start, headEnd - start);
            while (end < value.length && kind != EnvelopeLine.Kind.NONE && envelope.unfinished()) {
                int next = lineFeed(value, end + 1);
                envelope.read(value, end + 1, next);
                if (envelope.kind() != kind || envelope.stream() != stream) {
                    break;
                }
                out.write(value, envelope.textStart(), envelope.textEnd() - envelope.textStart());
                joined = true;
                end = next;
            }
            out.write(value, tailStart, tailEnd - tailStart);
            if (end < value.length) {
                out.write('\n');
            }
            start = end + 1;
        }
        return joined ? out.toByteArray() : value;
    }

    /** The next line feed's place, or the end. */
    private static int lineFeed(byte[] bytes, int from) {
        int i = from;
        for (; i + 8 <= bytes.length; i += 8) {
            long word = (long) LONGS.get(bytes, i) ^ 0x0a0a0a0a0a0a0a0aL;
            if (((word - 0x0101010101010101L) & ~word & 0x8080808080808080L) != 0) {
                break;
            }
        }
        while (i < bytes.length && bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}
