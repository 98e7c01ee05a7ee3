package io.throughline.ingest.receive.msgpack;

/** Tells UTF-8 from other bytes (RFC 3629, 4). */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int length = bytes[i] >= 0 ? 1 : sequence(bytes, i, to);
            if (length < 0) {
                return false;
            }
            i += length;
        }
        return true;
    }

    /**
     * The bytes of the character beyond ASCII that begins at {@code at}; below 0 where none does: then so many bytes are to be replaced
     * by one sign (the "maximal subpart" of the Unicode standard, 3.9).
     */
    static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        int length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length == 0) {
            return -1;
        }
        // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        for (int i = 1; i < length; i++) {
            int next = at + i < to ? bytes[at + i] & 0xff : 0;
            if (next < least || next > most) {
                return -i;
            }
            least = 0x80;
            most = 0xbf;
        }
        return length;
    }
}
