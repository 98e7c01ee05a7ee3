package io.throughline.core.payload;

/** A set of words of letters, each packed into a number of five bits a letter, so that a word is looked up without being cut out. */
final class Packed {
    /** More letters do not fit into 64 bits. */
    static final int MAX_LETTERS = 12;

    private final long[] table;
    private final int mask;

    Packed(Iterable<String> words) {
        int count = 0;
        for (String word : words) {
            count += isPackable(word) ? 1 : 0;
        }
        int size = Integer.highestOneBit(Math.max(4, count * 4)) * 2;
        table = new long[size];
        mask = size - 1;
        for (String word : words) {
            if (isPackable(word)) {
                add(pack(word));
            }
        }
    }

    private static boolean isPackable(String word) {
        return word.length() <= MAX_LETTERS && word.chars().allMatch(c -> isLetter((char) c));
    }

    static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    private static long pack(String word) {
        long packed = 0;
        for (int i = 0; i < word.length(); i++) {
            packed = packed << 5 | (word.charAt(i) & 0x1f);
        }
        return packed;
    }

    private void add(long word) {
        int at = place(word);
        while (table[at] != 0 && table[at] != word) {
            at = at + 1 & mask;
        }
        table[at] = word;
    }

    boolean has(long word) {
        int at = place(word);
        while (table[at] != 0) {
            if (table[at] == word) {
                return true;
            }
            at = at + 1 & mask;
        }
        return false;
    }

    /** Fibonacci hashing (Knuth, TAOCP 6.4). */
    private int place(long word) {
        return (int) ((word * 0x9e3779b97f4a7c15L) >>> 40) & mask;
    }
}
