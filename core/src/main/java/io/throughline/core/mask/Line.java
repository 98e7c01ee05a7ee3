package io.throughline.core.mask;

import java.util.Arrays;

/**
 * A text that is looked through from left to right, and what of it is to be masked: spans that rise and do not overlap. It may
 * have several lines; no secret goes beyond a line feed. Used again for every record.
 */
final class Line {
    private static final int FIRST_SPANS = 16;

    byte[] bytes = {};
    int to;
    /** Before it everything is settled: a secret cannot begin there. */
    int floor;
    /** Up to where digits were looked at. */
    int digitsSeen;
    /** Up to where there can be no JWT, as the parts of one were looked for in vain. */
    int noJwtBefore;
    /** Up to where there is no digit, as a token's was looked for in vain. */
    int noDigitBefore;
    /** A private key was begun and goes on in the next line. */
    boolean keyOpen;

    /** Of the name that is being looked at, and of its value. */
    final Quote nameQuote = new Quote();

    final Quote valueQuote = new Quote();
    /** Where the name's closing mark stands; below 0: it has none. */
    int nameQuoteAt;
    /** The name is followed by a colon and a blank, and by no mark: it may be a word in a sentence. */
    boolean prose;
    /** The sign behind the name is percent-encoded, and so is the one behind the value. */
    boolean percent;

    private int[] starts = new int[FIRST_SPANS];
    private int[] ends = new int[FIRST_SPANS];
    private int[] shapes = new int[FIRST_SPANS];
    private byte[][] quotes = new byte[FIRST_SPANS][];
    private int count;

    void reset(byte[] text, int from, int end) {
        bytes = text;
        to = end;
        floor = from;
        digitsSeen = from;
        noJwtBefore = from;
        noDigitBefore = from;
        keyOpen = false;
        count = 0;
    }

    /** Goes on with another part of the text; what was found remains. */
    void window(int from, int end) {
        to = end;
        floor = from;
        digitsSeen = from;
        noJwtBefore = from;
        noDigitBefore = from;
        keyOpen = false;
    }

    void mask(int shape, int start, int end) {
        mask(shape, start, end, Quote.NONE);
    }

    /** @param quote what the mask must be wrapped in for JSON to remain JSON, where the value was a bare number */
    void mask(int shape, int start, int end, byte[] quote) {
        if (count == starts.length) {
            grow();
        }
        starts[count] = start;
        ends[count] = end;
        shapes[count] = shape;
        quotes[count] = quote;
        count++;
        floor = end;
    }

    /** Takes the last span back. */
    void undo(int formerFloor) {
        count--;
        floor = formerFloor;
    }

    int count() {
        return count;
    }

    int start(int span) {
        return starts[span];
    }

    int end(int span) {
        return ends[span];
    }

    int shape(int span) {
        return shapes[span];
    }

    byte[] quote(int span) {
        return quotes[span];
    }

    /** Whether the bytes there are these of ASCII. */
    boolean has(byte[] literal, int at) {
        return at >= 0
                && to - at >= literal.length
                && Arrays.equals(literal, 0, literal.length, bytes, at, at + literal.length);
    }

    /** The same, in any case of letters; {@code literal} is in lower case. */
    boolean hasFolded(byte[] literal, int at) {
        if (at < 0 || to - at < literal.length) {
            return false;
        }
        for (int i = 0; i < literal.length; i++) {
            if (Chars.lower(bytes[at + i]) != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a token may begin there: not within a word. What looks like the end of a word may be that of an escape, of one
     * letter or of four hex digits, of a percent-encoded byte, or of a colour ({@code [32m}).
     */
    boolean boundary(int at) {
        if (at <= floor || at == 0) {
            return true;
        }
        byte before = bytes[at - 1];
        if (!Chars.in(Chars.WORD, before)) {
            return true;
        }
        if (at >= 2 && bytes[at - 2] == '\\' && "ntrbf".indexOf(before) >= 0) {
            return true;
        }
        if (at >= 6 && bytes[at - 5] == 'u' && bytes[at - 6] == '\\') {
            return hex(at - 4, at);
        }
        if (at >= 3 && bytes[at - 3] == '%') {
            return hex(at - 2, at);
        }
        return before == 'm' && colour(at - 2);
    }

    /** Brings the spans in order, where there were several passes. */
    void sort() {
        for (int i = 1; i < count; i++) {
            for (int j = i; j > 0 && starts[j - 1] > starts[j]; j--) {
                swap(starts, j);
                swap(ends, j);
                swap(shapes, j);
                byte[] quote = quotes[j];
                quotes[j] = quotes[j - 1];
                quotes[j - 1] = quote;
            }
        }
    }

    private static void swap(int[] values, int at) {
        int value = values[at];
        values[at] = values[at - 1];
        values[at - 1] = value;
    }

    private boolean hex(int from, int end) {
        for (int i = from; i < end; i++) {
            if (!Chars.in(Chars.HEX, bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean colour(int last) {
        int at = last;
        while (at >= 0 && last - at < 12 && (Chars.digit(bytes[at]) || bytes[at] == ';')) {
            at--;
        }
        return at >= 0 && at < last && bytes[at] == '[';
    }

    private void grow() {
        int size = count * 2;
        starts = Arrays.copyOf(starts, size);
        ends = Arrays.copyOf(ends, size);
        shapes = Arrays.copyOf(shapes, size);
        quotes = Arrays.copyOf(quotes, size);
    }
}
