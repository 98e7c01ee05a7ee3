package io.throughline.ingest.receive.msgpack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** JSON as it is written, up to a limit: what goes beyond is not kept, and {@link #full} says so. */
final class JsonBytes {
    private static final int FIRST_BYTES = 4096;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REPLACEMENT = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;
    private int limit;
    private boolean full;

    /** Begins anew. */
    void clear(int maxBytes) {
        length = 0;
        limit = maxBytes;
        full = false;
    }

    /** What is already written stays. */
    void limit(int maxBytes) {
        limit = maxBytes;
    }

    /** Whether something was not kept since {@link #clear} or {@link #back}. */
    boolean full() {
        return full;
    }

    int length() {
        return length;
    }

    /** Forgets what was written since the length was this. */
    void back(int to) {
        length = to;
        full = false;
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, length);
    }

    void raw(char ascii) {
        if (room(1)) {
            bytes[length++] = (byte) ascii;
        }
    }

    void raw(String ascii) {
        if (room(ascii.length())) {
            for (int i = 0; i < ascii.length(); i++) {
                bytes[length++] = (byte) ascii.charAt(i);
            }
        }
    }

    void raw(byte[] source) {
        raw(source, 0, source.length);
    }

    /** A text in quotes. */
    void text(byte[] source, int from, int to) {
        raw('"');
        int run = from;
        int i = from;
        while (i < to) {
            int c = source[i];
            int whole = c < 0 ? Utf8.sequence(source, i, to) : c < ' ' || c == '"' || c == '\\' ? 0 : 1;
            if (whole > 0) {
                i += whole;
                continue;
            }
            raw(source, run, i);
            if (whole < 0) {
                raw(REPLACEMENT);
            } else {
                escaped(c);
            }
            i += whole < 0 ? -whole : 1;
            run = i;
        }
        raw(source, run, to);
        raw('"');
    }

    /** Bytes as base64 (RFC 4648, 4), without quotes. */
    void base64(byte[] source, int from, int to) {
        if (room((int) Math.min(Integer.MAX_VALUE, (to - from + 2L) / 3 * 4))) {
            raw(Base64.getEncoder().encode(Arrays.copyOfRange(source, from, to)));
        }
    }

    private void escaped(int c) {
        raw('\\');
        switch (c) {
            case '"', '\\' -> raw((char) c);
            case '\n' -> raw('n');
            case '\r' -> raw('r');
            case '\t' -> raw('t');
            default -> {
                raw("u00");
                raw((char) HEX[c >> 4]);
                raw((char) HEX[c & 0xf]);
            }
        }
    }

    private void raw(byte[] source, int from, int to) {
        if (room(to - from)) {
            System.arraycopy(source, from, bytes, length, to - from);
            length += to - from;
        }
    }

    private boolean room(int more) {
        if (full || more > limit - length) {
            full = true;
            return false;
        }
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max((int) Math.min(limit, bytes.length * 2L), length + more));
        }
        return true;
    }
}
