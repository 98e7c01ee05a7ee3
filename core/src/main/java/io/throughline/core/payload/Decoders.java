package io.throughline.core.payload;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The encodings that a payload is hidden in, each undone leniently, as the decoders of servers and browsers do: what is no escape stays
 * as it is. Each gives the same text back where it finds nothing to undo.
 */
final class Decoders {
    /** Most of a text that was Base64 is text again: a payload has no use for other characters. */
    private static final double MIN_PRINTABLE = 0.95;

    private static final int MIN_BASE64_CHARS = 8;

    private Decoders() {}

    /**
     * Percent-encoding as in RFC 3986, its {@code %uXXXX} of old browsers, and UTF-8 whose sequences are longer than they need be, which
     * some servers still take for the ASCII that they mean.
     *
     * @param plus whether a plus is a blank, as in forms
     */
    static String url(String text, boolean plus) {
        if (text.indexOf('%') < 0 && !(plus && text.indexOf('+') >= 0)) {
            return text;
        }
        byte[] bytes = new byte[text.length() * 3];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && hex(text, i + 1, 2) >= 0) {
                bytes[length++] = (byte) hex(text, i + 1, 2);
                i += 2;
            } else if (c == '%'
                    && i + 1 < text.length()
                    && (text.charAt(i + 1) | 0x20) == 'u'
                    && hex(text, i + 2, 4) >= 0) {
                length = put((char) hex(text, i + 2, 4), bytes, length);
                i += 5;
            } else if (c == '+' && plus) {
                bytes[length++] = ' ';
            } else {
                length = put(c, bytes, length);
            }
        }
        return lenient(bytes, length);
    }

    /** Of a character that may be half of one: two halves become one again when the bytes are read leniently. */
    private static int put(char c, byte[] bytes, int at) {
        int length = at;
        if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xc0 | c >> 6);
            bytes[length++] = (byte) (0x80 | (c & 0x3f));
        } else {
            bytes[length++] = (byte) (0xe0 | c >> 12);
            bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
            bytes[length++] = (byte) (0x80 | (c & 0x3f));
        }
        return length;
    }

    /** UTF-8 that takes every sequence for what it says, and a byte that is none for the Latin-1 character of its number. */
    private static String lenient(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int lead = bytes[i] & 0xff;
            int more = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf8 ? 3 : 0;
            int code = more == 0 ? lead : lead & 0x3f >> more;
            int read = 0;
            while (read < more && i + read + 1 < length && (bytes[i + read + 1] & 0xc0) == 0x80) {
                read++;
                code = code << 6 | (bytes[i + read] & 0x3f);
            }
            if (read < more || code > Character.MAX_CODE_POINT) {
                text.append((char) lead);
            } else {
                text.appendCodePoint(code);
                i += more;
            }
        }
        return text.toString();
    }

    /** The number of so many hex digits, below 0 where they are none. */
    private static int hex(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            number = number << 4 | digit;
        }
        return number;
    }

    /** HTML's character references, by number and by the names of those that matter to markup and script; the semicolon may be missing. */
    static String html(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = c == '&' ? HtmlReference.end(text, i) : -1;
            if (end > 0) {
                decoded.append(HtmlReference.character(text, i, end));
                i = end - 1;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    /**
     * Escapes of JavaScript, JSON, C and CSS: {@code x41}, {@code u0041}, {@code u} with a number in braces, {@code n}, and CSS's numbers. A
     * backslash before any other character is dropped only where {@code all} says so.
     */
    static String script(String text, boolean all) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                decoded.append(c);
                continue;
            }
            int taken = escape(text, i, decoded, all);
            if (taken == 0) {
                decoded.append(c);
            } else {
                i += taken - 1;
            }
        }
        return decoded.toString();
    }

    /** How many characters the escape at {@code at} takes; 0 where there is none. */
    private static int escape(String text, int at, StringBuilder out, boolean all) {
        char c = text.charAt(at + 1);
        if (c == 'x' && hex(text, at + 2, 2) >= 0) {
            out.append((char) hex(text, at + 2, 2));
            return 4;
        }
        if (c == 'u' && hex(text, at + 2, 4) >= 0) {
            out.append((char) hex(text, at + 2, 4));
            return 6;
        }
        if (c == 'u' && at + 2 < text.length() && text.charAt(at + 2) == '{') {
            int end = text.indexOf('}', at);
            int code = end < 0 || end > at + 9 ? -1 : hex(text, at + 3, end - at - 3);
            if (code >= 0 && code <= Character.MAX_CODE_POINT && end > at + 3) {
                out.appendCodePoint(code);
                return end - at + 1;
            }
        }
        if (all && hex(text, at + 1, 2) >= 0) {
            return css(text, at, out);
        }
        if (c == 'n' || c == 'r' || c == 't') {
            out.append(c == 'n' ? '\n' : c == 'r' ? '\r' : '\t');
            return 2;
        }
        if (all && c != 'x' && c != 'u') {
            out.append(c);
            return 2;
        }
        return 0;
    }

    /** Two to six hex digits and a blank that ends them (CSS Syntax Module Level 3, 4.3.7). */
    private static int css(String text, int at, StringBuilder out) {
        int digits = 2;
        while (digits < 6 && hex(text, at + 1, digits + 1) >= 0) {
            digits++;
        }
        int code = hex(text, at + 1, digits);
        if (code > Character.MAX_CODE_POINT) {
            return 0;
        }
        out.appendCodePoint(code);
        int end = at + 1 + digits;
        return digits + 1 + (end < text.length() && text.charAt(end) == ' ' ? 1 : 0);
    }

    /** UTF-7's escaped runs, which old browsers could be told to read: {@code +ADw-} (RFC 2152). */
    static String utf7(String text) {
        int start = text.indexOf("+A");
        if (start < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        while (start >= 0) {
            int end = start + 1;
            while (end < text.length() && isBase64(text.charAt(end))) {
                end++;
            }
            String run = end - start >= 4 && end < text.length() && text.charAt(end) == '-'
                    ? utf16(text.substring(start + 1, end))
                    : null;
            if (run != null) {
                decoded.append(text, from, start).append(run);
                from = end + 1;
            }
            start = text.indexOf("+A", end);
        }
        return decoded.append(text, from, text.length()).toString();
    }

    private static @Nullable String utf16(String run) {
        byte[] bytes = bytes(run, false);
        return bytes == null ? null : new String(bytes, 0, bytes.length & ~1, StandardCharsets.UTF_16BE);
    }

    /** Full-width, circled and other letters and signs as the plain ones that they stand for (Unicode's form NFKC). */
    static String folded(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .replace('\u3002', '.')
                        .replace('\u2215', '/');
            }
        }
        return text;
    }

    /** The text that the whole value is in Base64, of either alphabet and with or without its padding; null where it is not. */
    static @Nullable String base64(String text) {
        String run = text.strip();
        int end = run.length();
        while (end > 0 && run.charAt(end - 1) == '=') {
            end--;
        }
        if (end < MIN_BASE64_CHARS || run.length() - end > 2 || end % 4 == 1) {
            return null;
        }
        boolean web = false;
        for (int i = 0; i < end; i++) {
            char c = run.charAt(i);
            if (!isBase64(c) && c != '-' && c != '_') {
                return null;
            }
            web |= c == '-' || c == '_';
        }
        byte[] bytes = bytes(run.substring(0, end), web);
        return bytes == null ? null : printable(bytes);
    }

    private static byte @Nullable [] bytes(String run, boolean web) {
        int usable = run.length() % 4 == 1 ? run.length() - 1 : run.length();
        try {
            return (web ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(run.substring(0, usable));
        } catch (IllegalArgumentException e) {
            return null; // bits behind the last whole byte, or signs of both alphabets: it is not Base64
        }
    }

    private static @Nullable String printable(byte[] bytes) {
        CharBuffer decoded;
        try {
            decoded = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            return null; // bytes that are no text were no text in Base64
        }
        int good = 0;
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            good += (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t' ? 1 : 0;
        }
        return good < MIN_PRINTABLE * decoded.length() ? null : decoded.toString();
    }

    private static boolean isBase64(char c) {
        return Packed.isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
