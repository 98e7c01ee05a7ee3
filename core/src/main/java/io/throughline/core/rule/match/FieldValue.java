package io.throughline.core.rule.match;

import io.throughline.core.rule.Fold;
import java.util.Arrays;

/**
 * What one field of one event holds: no value, one, or several, in one buffer of characters that is used again for every event. Values
 * are looked at where they are; none becomes a string.
 */
final class FieldValue {
    private char[] text = new char[256];
    private char[] folded = new char[256];
    private int length;
    private boolean isFolded;
    private int[] bounds = new int[8];
    private int count;

    void clear() {
        length = 0;
        count = 0;
        isFolded = false;
    }

    /** Adds a value, which normalising never leaves empty. */
    void add(String value) {
        add(value, 0, value.length());
    }

    void add(String value, int start, int stop) {
        int from = begin(stop - start);
        value.getChars(start, stop, text, from);
        end(from, from + stop - start);
    }

    void add(String one, char between, String other) {
        int from = begin(one.length() + 1 + other.length());
        one.getChars(0, one.length(), text, from);
        text[from + one.length()] = between;
        other.getChars(0, other.length(), text, from + one.length() + 1);
        end(from, from + one.length() + 1 + other.length());
    }

    void add(char[] value, int chars) {
        int from = begin(chars);
        System.arraycopy(value, 0, text, from, chars);
        end(from, from + chars);
    }

    void add(long number) {
        if (number < 0 || number >= 1_000_000_000) {
            add(Long.toString(number)); // few, and not worth more
            return;
        }
        int rest = (int) number;
        int digits = 1;
        for (int power = 10; digits < 9 && rest >= power; power *= 10) {
            digits++;
        }
        int from = begin(digits);
        for (int at = from + digits - 1; at >= from; at--) {
            text[at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        end(from, from + digits);
    }

    /** Adds a value, and each of its parts where it has several. */
    void addList(String value, String separator) {
        add(value);
        int from = start(count - 1);
        int at = 0;
        for (int next = value.indexOf(separator); next >= 0; next = value.indexOf(separator, at)) {
            part(from + at, from + next);
            at = next + separator.length();
        }
        if (at > 0) {
            part(from + at, from + value.length());
        }
    }

    private void part(int from, int to) {
        if (to > from) {
            end(from, to);
        }
    }

    int count() {
        return count;
    }

    int start(int value) {
        return bounds[2 * value];
    }

    int end(int value) {
        return bounds[2 * value + 1];
    }

    char[] text() {
        return text;
    }

    /** Characters at the same places as in the text. */
    char[] folded() {
        if (!isFolded) {
            isFolded = true;
            if (folded.length < length) {
                folded = new char[text.length];
            }
            Fold.fold(text, 0, folded, 0, length);
        }
        return folded;
    }

    private int begin(int chars) {
        if (length + chars > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + chars));
        }
        return length;
    }

    private void end(int from, int to) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = from;
        bounds[2 * count + 1] = to;
        count++;
        length = Math.max(length, to);
        isFolded = false;
    }
}
