package io.throughline.ingest.receive.msgpack;

/**
 * Finds where a value ends whose bytes come in pieces: goes on where it stopped, so that a value in a million pieces is read once.
 */
public final class MsgpackExtent {
    private final int maxBytes;
    /** From the value's first byte to where the next header is. */
    private long scanned;
    /** Headers to come, as far as it is known. */
    private long pending = 1;

    /** @param maxBytes of a whole value */
    public MsgpackExtent(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * The end of the value that begins at {@code from}, as far as its bytes are there.
     *
     * @param from the first byte of the same value as at the last call, unless that one was whole
     * @param to up to where bytes came
     * @return the offset behind it in the array, or below 0 where there have to be more bytes
     * @throws MsgpackException it will never be whole: no value, or longer than allowed
     */
    public int end(byte[] bytes, int from, int to) throws MsgpackException {
        while (pending > 0) {
            long at = from + scanned;
            if (at >= to || !header(bytes, (int) at, to)) {
                return -1;
            }
            // Whatever is still to come takes a byte at least.
            if (scanned + pending > maxBytes) {
                throw new MsgpackException("a value of more than " + maxBytes + " bytes");
            }
        }
        if (from + scanned > to) {
            return -1;
        }
        int end = (int) (from + scanned);
        scanned = 0;
        pending = 1;
        return end;
    }

    /** @return false: the header's own bytes are not all there */
    private boolean header(byte[] bytes, int at, int to) throws MsgpackException {
        int head = bytes[at] & 0xff;
        int lengthBytes = lengthBytes(head);
        if (at + 1 + lengthBytes > to) {
            return false;
        }
        long length = 0;
        for (int i = 1; i <= lengthBytes; i++) {
            length = (length << 8) | (bytes[at + i] & 0xff);
        }
        pending += elements(head, length) - 1;
        scanned += 1 + lengthBytes + payload(head, length);
        return true;
    }

    private static int lengthBytes(int head) throws MsgpackException {
        return switch (head) {
            case 0xc1 -> throw new MsgpackException("no value begins with c1");
            case 0xc4, 0xc7, 0xd9 -> 1;
            case 0xc5, 0xc8, 0xda, 0xdc, 0xde -> 2;
            case 0xc6, 0xc9, 0xdb, 0xdd, 0xdf -> 4;
            default -> 0;
        };
    }

    private static long elements(int head, long length) {
        return switch (head) {
            case 0xdc, 0xdd -> length;
            case 0xde, 0xdf -> 2 * length;
            default -> head >= 0x80 && head < 0x90 ? 2 * (head & 0xf) : head >= 0x90 && head < 0xa0 ? head & 0xf : 0;
        };
    }

    private static long payload(int head, long length) {
        return switch (head) {
            case 0xc4, 0xc5, 0xc6, 0xd9, 0xda, 0xdb -> length;
            case 0xc7, 0xc8, 0xc9 -> length + 1;
            case 0xcc, 0xd0 -> 1;
            case 0xcd, 0xd1 -> 2;
            case 0xca, 0xce, 0xd2 -> 4;
            case 0xcb, 0xcf, 0xd3 -> 8;
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> 1 + (1L << (head - 0xd4));
            default -> head >= 0xa0 && head < 0xc0 ? head & 0x1f : 0;
        };
    }
}
