package io.throughline.core.mask;

/** Sets of characters that tokens are made of, one bit each; all is bytes of ASCII. */
final class Chars {
    static final int DIGIT = 1;
    static final int LOWER_HEX = 1 << 1;
    static final int HEX = 1 << 2;
    static final int UPPER = 1 << 3;
    static final int ALNUM = 1 << 4;
    /** Letters, digits and underscore. */
    static final int WORD = 1 << 5;
    /** Of base64url: letters, digits, underscore and hyphen. */
    static final int URL = 1 << 6;
    /** The same and the point. */
    static final int DOTTED = 1 << 7;
    /** Of base64: letters, digits, plus, slash and the equals sign. */
    static final int BASE64 = 1 << 8;
    /** RFC 7235, token68: letters, digits and {@code -._~+/=}. */
    static final int TOKEN68 = 1 << 9;
    /** Blanks, and whatever else is no part of a value that stands without quotes. */
    static final int ENDS_VALUE = 1 << 10;

    private static final short[] SETS = new short[256];

    static {
        for (int c = 0; c < 256; c++) {
            SETS[c] = (short) sets(c);
        }
    }

    private Chars() {}

    static boolean in(int set, byte b) {
        return (SETS[b & 0xff] & set) != 0;
    }

    static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    static boolean letter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    /** Behind the longest run of the set; an escaped slash ({@code \/}) is one where the set has the slash. */
    static int runEnd(int set, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (in(set, bytes[at])) {
                at++;
            } else if (bytes[at] == '\\' && at + 1 < to && bytes[at + 1] == '/' && in(set, (byte) '/')) {
                at += 2;
            } else {
                break;
            }
        }
        return at;
    }

    private static int sets(int c) {
        boolean digit = c >= '0' && c <= '9';
        boolean lowerHex = digit || (c >= 'a' && c <= 'f');
        boolean upper = digit || (c >= 'A' && c <= 'Z');
        boolean alnum = upper || (c >= 'a' && c <= 'z');
        boolean word = alnum || c == '_';
        boolean url = word || c == '-';
        boolean base64 = alnum || c == '+' || c == '/' || c == '=';
        return (digit ? DIGIT : 0)
                | (lowerHex ? LOWER_HEX : 0)
                | (lowerHex || (c >= 'A' && c <= 'F') ? HEX : 0)
                | (upper ? UPPER : 0)
                | (alnum ? ALNUM : 0)
                | (word ? WORD : 0)
                | (url ? URL : 0)
                | (url || c == '.' ? DOTTED : 0)
                | (base64 ? BASE64 : 0)
                | (base64 || url || c == '.' || c == '~' ? TOKEN68 : 0)
                | (c <= ' ' || ",;&)]}\"'<>`".indexOf(c) >= 0 ? ENDS_VALUE : 0);
    }
}
