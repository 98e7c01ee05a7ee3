package io.throughline.core.rule.match;

import io.throughline.core.rule.Glob;
import java.util.Arrays;

/**
 * Finds a piece of text in another, in time linear in the other: by the method of Knuth, Morris and Pratt, or, with wildcards for one
 * character in it, by one bit for each of at most 64 characters (Baeza-Yates and Gonnet's shift-and).
 */
final class PieceFinder {
    /** Longer pieces with such wildcards are refused when a rule is read. */
    static final int MAX_WITH_ANY_ONE = 64;

    private final char[] piece;
    private final int[] borders;
    private final boolean hasAnyOne;
    private final char[] known;
    private final long[] masks;
    private final long others;

    PieceFinder(String text) {
        this.piece = text.toCharArray();
        this.hasAnyOne = text.indexOf(Glob.ANY_ONE) >= 0;
        this.borders = hasAnyOne ? new int[0] : borders(piece);
        String distinct = hasAnyOne && piece.length <= MAX_WITH_ANY_ONE ? text : "";
        int[] sorted = distinct.chars().sorted().distinct().toArray();
        this.known = new char[sorted.length];
        this.masks = new long[sorted.length];
        long any = 0;
        for (int i = 0; i < distinct.length(); i++) {
            any |= piece[i] == Glob.ANY_ONE ? 1L << i : 0;
        }
        this.others = any;
        for (int k = 0; k < sorted.length; k++) {
            known[k] = (char) sorted[k];
            masks[k] = any;
            for (int i = 0; i < piece.length; i++) {
                masks[k] |= piece[i] == known[k] ? 1L << i : 0;
            }
        }
    }

    int length() {
        return piece.length;
    }

    boolean isAt(char[] text, int from, int to) {
        if (to - from < piece.length) {
            return false;
        }
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] != text[from + i] && piece[i] != Glob.ANY_ONE) {
                return false;
            }
        }
        return true;
    }

    /** Where the piece begins; -1 where it is not there. */
    int find(char[] text, int from, int to) {
        return hasAnyOne ? findWithAnyOne(text, from, to) : findLiteral(text, from, to);
    }

    private int findLiteral(char[] text, int from, int to) {
        int matched = 0;
        for (int i = from; i < to; i++) {
            while (matched > 0 && piece[matched] != text[i]) {
                matched = borders[matched - 1];
            }
            if (piece[matched] == text[i] && ++matched == piece.length) {
                return i + 1 - piece.length;
            }
        }
        return -1;
    }

    private int findWithAnyOne(char[] text, int from, int to) {
        long found = 1L << (piece.length - 1);
        long state = 0;
        for (int i = from; i < to; i++) {
            int k = Arrays.binarySearch(known, text[i]);
            state = (state << 1 | 1) & (k < 0 ? others : masks[k]);
            if ((state & found) != 0) {
                return i + 1 - piece.length;
            }
        }
        return -1;
    }

    /** How long a beginning of the piece ends at each of its places. */
    private static int[] borders(char[] piece) {
        int[] borders = new int[piece.length];
        for (int i = 1; i < piece.length; i++) {
            int border = borders[i - 1];
            while (border > 0 && piece[border] != piece[i]) {
                border = borders[border - 1];
            }
            borders[i] = piece[border] == piece[i] ? border + 1 : 0;
        }
        return borders;
    }
}
